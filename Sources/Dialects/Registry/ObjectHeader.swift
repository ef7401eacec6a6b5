import Diagnostics
import Manifests

/// A document whose kind is known.
struct LooseObject: Sendable {
    var document: Document
    var kind: ObjectKind

    var location: SourceLocation {
        SourceLocation(file: document.file, line: Int(document.root.line), column: Int(document.root.column))
    }
}

extension Document {
    /// The document as an object of a kind; nil after it has been reported that it is none.
    func object(into diagnostics: inout Diagnostics) -> LooseObject? {
        let context = ReadingContext(file: file)
        defer { diagnostics.append(contentsOf: context.diagnostics) }
        guard case .mapping(let members) = root.content else {
            context.reportMismatch(root, .root, expected: "a mapping with `apiVersion` and `kind`")
            return nil
        }
        guard let version = string("apiVersion", members, context), let kind = string("kind", members, context) else {
            reportMissingHeader(members, context)
            return nil
        }
        return LooseObject(document: self, kind: ObjectKind(apiVersion: version, kind: kind))
    }

    private func string(_ name: String, _ members: [Node.Member], _ context: ReadingContext) -> String? {
        members.first { $0.key == name }.flatMap { context.string($0.value, path: .field(.root, name)) }
    }

    private func reportMissingHeader(_ members: [Node.Member], _ context: ReadingContext) {
        let missing = ["apiVersion", "kind"].filter { name in !members.contains { $0.key == name } }
        guard !missing.isEmpty else { return }
        let names = missing.map(\.inBackticks).joined(separator: " and no ")
        context.report(
            Diagnostic(
                "no-kind", at: context.location(of: root), "the document has no \(names)",
                expected: "expected a Kubernetes object",
                suggestion: SpellingSuggestion.ofHeader(members, missing)
                    ?? likelyContents(members).map { "this looks like \($0); leave the file out" }))
    }

    /// What a file without objects most likely is, by its name and its keys.
    private func likelyContents(_ members: [Node.Member]) -> String? {
        let name = file.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let keys = Set(members.map(\.key))
        let isKustomization = !keys.isDisjoint(with: ["resources", "patches", "patchesStrategicMerge", "components"])
        if name.hasPrefix("kustomization.") || isKustomization {
            return "a kustomization, to be rendered with `kustomize build`"
        }
        if name == "chart.yaml" { return "the description of a Helm chart, to be rendered with `helm template`" }
        if name.contains("values") { return "the values of a Helm chart, to be rendered with `helm template`" }
        return nil
    }
}

extension SpellingSuggestion {
    /// The misspelt key that stands for a missing one.
    fileprivate static func ofHeader(_ members: [Node.Member], _ missing: [String]) -> String? {
        for member in members.prefix(4) {
            if let sentence = sentence(for: member.key, among: missing) {
                return "\(member.key.inBackticks): \(sentence)"
            }
        }
        return nil
    }
}
