import Diagnostics
import Manifests
import PolicyModel

/// The resources of one dialect, whichever that is.
protocol ResourceStore: Sendable {
    mutating func read(
        _ object: LooseObject, defaultNamespace: String, into diagnostics: inout Diagnostics
    ) -> PolicyIdentity?

    /// Forgets the resource that was read last.
    mutating func dropLast()

    func lowered() -> [RankedTier]
}

struct DialectStore<Language: Dialect>: ResourceStore {
    let dialect: Language
    private(set) var resources: [Language.Resource] = []

    init(_ dialect: Language) {
        self.dialect = dialect
    }

    mutating func read(
        _ object: LooseObject, defaultNamespace: String, into diagnostics: inout Diagnostics
    ) -> PolicyIdentity? {
        let decoded = object.document.decode(into: &diagnostics) { reader in
            reader.ignoring("apiVersion", "kind")
            return dialect.decode(&reader, kind: object.kind, defaultNamespace: defaultNamespace)
        }
        guard let resource = decoded ?? nil else { return nil }
        resources.append(resource)
        return dialect.identity(of: resource)
    }

    mutating func dropLast() { resources.removeLast() }

    func lowered() -> [RankedTier] { dialect.lower(resources) }
}
