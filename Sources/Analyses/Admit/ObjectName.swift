import Diagnostics
import Dialects

/// An object as `--delete` names it: `kind/namespace/name`, or `kind/name` for kinds without a namespace.
struct ObjectName {
    private let text: String
    private let kind: String
    private let namespace: String?
    private let name: String

    init(_ text: String) {
        self.text = text
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        kind = parts[0]
        namespace = parts.count == 3 ? parts[1] : nil
        // Names hold no slash: text of too many parts names nothing, and is told so.
        name = parts.dropFirst(parts.count == 3 ? 2 : 1).joined(separator: "/")
    }

    /// The one object of this name; nil after it has been reported that there is none.
    func identity(
        among identities: some Collection<ObjectIdentity>, into diagnostics: inout Diagnostics
    ) -> ObjectIdentity? {
        let matching = identities.filter { $0.namespace == namespace && $0.name == name && isNamed($0) }.sorted()
        if let found = matching.first { return found }
        let names = identities.map(\.pathInWords).sorted()
        diagnostics.report(
            Diagnostic(
                "unknown-object", at: nil, "the cluster holds no object \(text.inBackticks) that could be deleted",
                expected: "expected kind/namespace/name, or kind/name for a Namespace",
                suggestion: SpellingSuggestion.sentence(for: text.lowercased(), among: names)))
        return nil
    }

    /// Kinds may be written as kubectl takes them: in any case, in the plural, with their group.
    private func isNamed(_ identity: ObjectIdentity) -> Bool {
        let own = identity.kind.lowercased()
        let group = identity.group.isEmpty ? "" : "." + identity.group
        let plural = own.hasSuffix("y") ? own.dropLast() + "ies" : own + "s"
        return [own, plural, own + group, plural + group].contains(kind.lowercased())
    }
}

extension LoadedInput {
    /// Those of all that can be deleted, namespaces that are known by name alone among them.
    var identities: Set<ObjectIdentity> {
        Set(locations.keys).union(locations.keys.compactMap { $0.namespace.map(ObjectIdentity.namespace) })
    }
}

extension ObjectIdentity {
    /// `networkpolicy/shop/db`.
    var pathInWords: String { ([kind.lowercased(), namespace].compactMap(\.self) + [name]).joined(separator: "/") }
}
