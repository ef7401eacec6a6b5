/// The claim that the labels of listed namespaces obey the universe's rules, which are otherwise only assumed.
public struct LabellingClaim: Hashable, Sendable {
    /// Speaks of namespaces alone: a pod without labels in such a namespace matches.
    public var namespaces: EndpointPredicate
    /// The keys whose rules are meant; nil for those of every key. A rule between labels counts with any key of its own.
    public var keys: [String]?

    public init(namespaces: EndpointPredicate, keys: [String]? = nil) {
        self.namespaces = namespaces
        self.keys = keys
    }
}
