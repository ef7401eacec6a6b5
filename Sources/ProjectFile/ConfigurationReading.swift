public import Diagnostics
import Manifests
import Reports

extension ProjectConfiguration {
    /// Reads a file, strictly: nil after an error has been reported.
    public static func read(_ file: String, into diagnostics: inout Diagnostics) -> ProjectConfiguration? {
        ManifestReader().object(
            in: file, apiVersion: "netproof.dev/v1alpha1", kind: "Configuration", id: "configuration",
            into: &diagnostics
        ) { reader in
            ConfigurationReading(file: reader.context.file).read(&reader)
        }
    }
}

/// Reads the fields of a configuration.
private struct ConfigurationReading {
    let file: String

    func read(_ reader: inout ObjectReader) -> ProjectConfiguration {
        var configuration = ProjectConfiguration(file: file)
        configuration.inputs = paths("inputs", &reader)
        configuration.specs = paths("specs", &reader)
        configuration.universe = path("universe", &reader)
        configuration.waivers = paths("waivers", &reader)
        configuration.baseline = path("baseline", &reader)
        configuration.namespace = reader.given("namespace") == nil ? nil : reader.string("namespace")
        configuration.ignoreKinds = strings("ignoreKinds", &reader).map(\.0)
        configuration.outputs = outputs(&reader)
        configuration.failOn = reader.word("failOn", of: InvariantResult.Severity.self, id: "severity")
        configuration.strict = reader.given("strict") == nil ? nil : reader.bool("strict")
        return configuration
    }

    // MARK: Paths

    /// Paths are written from the directory of the file, and given from the working directory.
    private func paths(_ name: String, _ reader: inout ObjectReader) -> [String] {
        strings(name, &reader).compactMap { text, node in
            checked(text, at: reader.context.location(of: node), reader)
        }
    }

    private func path(_ name: String, _ reader: inout ObjectReader) -> String? {
        guard reader.given(name) != nil, let text = reader.string(name) else { return nil }
        return checked(text, at: reader.location(of: name), reader)
    }

    private func checked(_ text: String, at location: SourceLocation, _ reader: ObjectReader) -> String? {
        guard text != ManifestFile.standardInputPath, !text.isEmpty else {
            reader.context.report(
                Diagnostic(
                    "path", at: location, "\(text.inBackticks) names no file",
                    expected: "expected the path of a file or directory",
                    suggestion: text.isEmpty ? nil : "name standard input on the command line"))
            return nil
        }
        return resolved(text)
    }

    private func resolved(_ path: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    private func strings(_ name: String, _ reader: inout ObjectReader) -> [(String, Node)] {
        (reader.filledList(name, suggestion: "leave it out if there is nothing to name") ?? []).compactMap { element in
            reader.context.string(element.node, path: element.path).map { ($0, element.node) }
        }
    }

    // MARK: Outputs

    private func outputs(_ reader: inout ObjectReader) -> [OutputRequest] {
        let requests = strings("outputs", &reader).compactMap { text, node in
            output(text, at: reader.context.location(of: node), reader)
        }
        if let conflict = OutputConflict(among: requests) {
            reader.report("outputs", conflict.sentence, at: "outputs")
        }
        return requests
    }

    private func output(_ text: String, at location: SourceLocation, _ reader: ObjectReader) -> OutputRequest? {
        do throws(OutputRequest.Fault) {
            var request = try OutputRequest(text)
            request.file = request.file.map(resolved)
            return request
        } catch {
            reader.context.report(error.diagnostic(at: location))
            return nil
        }
    }
}

extension OutputRequest.Fault {
    fileprivate func diagnostic(at location: SourceLocation) -> Diagnostic {
        let names = ReportFormats.all.map(\.name)
        switch self {
        case .unknownFormat(let name):
            return Diagnostic(
                "outputs", at: location, "no format is called \(name.inBackticks)",
                expected: "expected FORMAT or FORMAT=FILE with one of " + names.joined(separator: ", "),
                suggestion: SpellingSuggestion.sentence(for: name, among: names))
        case .missingFile(let name):
            return Diagnostic(
                "outputs", at: location, "a file is missing after `\(name)=`", expected: "expected FORMAT=FILE")
        }
    }
}
