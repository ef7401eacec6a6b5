/// What an invariant claims.
public enum Claim: Hashable, Sendable {
    /// Which connections are possible.
    case connections(ConnectionClaim)
    /// Which pods policies select.
    case isolated(IsolationClaim)
    /// How listed namespaces are labelled.
    case labelled(LabellingClaim)
    /// That rules derive no violation.
    case derived(DerivedClaim)
}

extension Claim {
    /// The claim if it is about connections.
    public var connections: ConnectionClaim? { if case .connections(let claim) = self { claim } else { nil } }

    /// Whether it is about what rules derive.
    public var isDerived: Bool { if case .derived = self { true } else { false } }

    /// Whether a connection that is cut may break it, so that what may cut connections and is not modelled matters.
    public var mayBreakByDenial: Bool {
        switch self {
        case .connections(let claim): claim.quantity == .always
        case .isolated, .labelled: false
        case .derived(let claim): claim.program.rules.contains(where: \.speaksOfDenial)
        }
    }
}
