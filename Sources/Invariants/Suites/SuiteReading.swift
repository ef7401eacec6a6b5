public import Diagnostics
import Dialects
public import Manifests
import PolicyModel

/// Reads objects of the kind `Suite`, strictly.
public enum SuiteReading {
    /// The suites among documents, in their order; all others are passed over. Suites with an error are left out.
    public static func read(_ documents: [Document], into diagnostics: inout Diagnostics) -> [Suite] {
        var suites: [Suite] = []
        var places: [String: SourceLocation] = [:]
        for document in documents where SpecKind.claims(document) {
            var found = Diagnostics()
            guard SpecKind.of(document, into: &found) == .suite || found.hasErrors else { continue }
            diagnostics.append(contentsOf: found)
            guard !found.hasErrors, let suite = read(document, into: &diagnostics) else { continue }
            if let first = places[suite.name] {
                diagnostics.report(
                    Diagnostic(
                        "duplicate-object", at: suite.location, "duplicate Suite \(suite.name.inBackticks)",
                        expected: "expected a name of its own",
                        related: [Diagnostic.Related(location: first, message: "the first is here")]))
            } else {
                places[suite.name] = suite.location
                suites.append(suite)
            }
        }
        return suites
    }

    private static func read(_ document: Document, into diagnostics: inout Diagnostics) -> Suite? {
        document.decode(into: &diagnostics) { reader -> Suite? in
            reader.ignoring("apiVersion", "kind")
            let metadata = reader.objectMetadata(.cluster, defaultNamespace: "")
            guard reader.require("spec") else { return nil }
            let name = metadata?.name ?? Located("", at: reader.location)
            return reader.given("spec") { spec(&$0, name.value, name.location, document.file) }
        } ?? nil
    }

    private static func spec(
        _ reader: inout ObjectReader, _ name: String, _ location: SourceLocation, _ file: String
    ) -> Suite {
        let paths = SuitePaths(file: file)
        let suite = Suite(
            name: name, location: location, manifests: paths.list("manifests", &reader),
            specs: paths.list("specs", &reader), universe: paths.single("universe", &reader),
            namespace: reader.given("namespace").flatMap { _ in reader.string("namespace") } ?? "default",
            ignoreKinds: strings("ignoreKinds", &reader), now: day(&reader), maxCounterexamples: count(&reader),
            invariants: elements("invariants", &reader) { InvariantExpectation.read(&$0) },
            connections: elements("connections", &reader) { connection(&$0) })
        if suite.manifests.isEmpty, suite.specs.isEmpty, !reader.contains("manifests"), !reader.contains("specs") {
            reader.report(
                "suite", "the suite names no manifests",
                expected: "expected `manifests`, a list of files and directories")
        }
        if !reader.contains("invariants"), !reader.contains("connections") {
            reader.report(
                "empty-suite", "the suite expects nothing", expected: "expected `invariants`, `connections` or both")
        }
        return suite
    }

    private static func elements<Value>(
        _ name: String, _ reader: inout ObjectReader, _ read: (inout ObjectReader) -> Value?
    ) -> [Value] {
        (reader.filledList(name, suggestion: "leave it out if nothing is expected") ?? []).compactMap { element in
            reader.context.object(element.node, path: element.path) { read(&$0) }
        }
    }

    static func strings(_ name: String, _ reader: inout ObjectReader) -> [String] {
        (reader.filledList(name) ?? []).compactMap { reader.context.string($0.node, path: $0.path) }
    }

    private static func day(_ reader: inout ObjectReader) -> CalendarDate? {
        guard reader.given("now") != nil, let text = reader.string("now") else { return nil }
        if let date = CalendarDate(text) { return date }
        reader.report(
            "suite", "`now` is \(text.inBackticks)", at: "now",
            expected: "expected a day of the calendar, as in `2026-12-31`")
        return nil
    }

    private static let fewCounterexamples = 4

    private static func count(_ reader: inout ObjectReader) -> Int {
        guard reader.given("maxCounterexamples") != nil, let count = reader.integer("maxCounterexamples") else {
            return fewCounterexamples
        }
        guard (1...1_000).contains(count) else {
            reader.report(
                "suite", "`maxCounterexamples` is \(count)", at: "maxCounterexamples",
                expected: "expected a number from 1 to 1000")
            return fewCounterexamples
        }
        return count
    }

    private static func connection(_ reader: inout ObjectReader) -> ExpectedConnection? {
        let location = reader.location
        let name = reader.given("name").flatMap { _ in reader.string("name") }
        func text(_ field: String) -> String? { reader.require(field) ? reader.string(field) : nil }
        let (from, to) = (text("from"), text("to"))
        let port: String? =
            switch reader.require("port") ? reader.intOrString("port") : nil {
            case .integer(let number)?: String(number)
            case .string(let text)?: text
            case nil: nil
            }
        let outcome = reader.require("expect") ? reader.word("expect", of: ExpectedConnection.Outcome.self) : nil
        guard let from, let to, let port, let outcome else { return nil }
        return ExpectedConnection(name: name, from: from, to: to, port: port, outcome: outcome, location: location)
    }
}

/// Paths of a suite: written from the directory of its file, and given from the working directory.
private struct SuitePaths {
    let file: String

    func list(_ name: String, _ reader: inout ObjectReader) -> [String] {
        (reader.filledList(name) ?? []).compactMap { element in
            reader.context.string(element.node, path: element.path).flatMap {
                checked($0, at: reader.context.location(of: element.node), reader)
            }
        }
    }

    func single(_ name: String, _ reader: inout ObjectReader) -> String? {
        guard reader.given(name) != nil, let text = reader.string(name) else { return nil }
        return checked(text, at: reader.location(of: name), reader)
    }

    private func checked(_ text: String, at location: SourceLocation, _ reader: ObjectReader) -> String? {
        guard !text.isEmpty, text != ManifestFile.standardInputPath else {
            reader.context.report(
                Diagnostic(
                    "path", at: location, "\(text.inBackticks) names no file",
                    expected: "expected the path of a file or directory"))
            return nil
        }
        guard !text.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return text }
        return file[...slash] + text
    }
}
