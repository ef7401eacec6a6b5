import PolicyModel

/// The resources of one dialect, whichever that is.
protocol ResourceStore: Sendable {
    /// Adds a resource that the dialect has decoded.
    mutating func append(_ resource: any Sendable)

    func lowered() -> [RankedTier]
}

struct DialectStore<Language: Dialect>: ResourceStore {
    let dialect: Language
    private(set) var resources: [Language.Resource] = []

    init(_ dialect: Language) {
        self.dialect = dialect
    }

    mutating func append(_ resource: any Sendable) {
        guard let resource = resource as? Language.Resource else {
            // Only what this very dialect has decoded is handed to its store.
            preconditionFailure("a resource of another dialect")
        }
        resources.append(resource)
    }

    func lowered() -> [RankedTier] { dialect.lower(resources) }
}
