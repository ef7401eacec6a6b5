/// What an invariant claims.
public enum Claim: Hashable, Sendable {
    /// Which connections are possible.
    case connections(ConnectionClaim)
    /// Which pods policies select.
    case isolated(IsolationClaim)
    /// How listed namespaces are labelled.
    case labelled(LabellingClaim)
}

extension Claim {
    /// The claim if it is about connections.
    public var connections: ConnectionClaim? { if case .connections(let claim) = self { claim } else { nil } }
}
