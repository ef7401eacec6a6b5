/// A claim about the connections between all pairs of endpoints.
public struct ConnectionClaim: Hashable, Sendable {
    public enum Quantity: String, Hashable, Sendable, CaseIterable {
        /// No such connection is possible.
        case never
        /// Every pair can connect on every port.
        case always
        /// `to` is reached on `ports` from nothing but `from`.
        case only
    }

    /// The side whose namespace decides between the listed and the future scope.
    public enum Side: String, Hashable, Sendable, CaseIterable {
        case from, to
    }

    /// How the two ends relate. Same: both present and equal; different: not same (abstraction.md §9).
    public enum Relation: Hashable, Sendable {
        case namespace(isSame: Bool)
        case namespaceLabel(String, isSame: Bool)
        case podLabel(String, isSame: Bool)
    }

    public var quantity: Quantity
    public var from: EndpointPredicate
    public var to: EndpointPredicate
    /// Nil: every port and protocol.
    public var ports: [PortEntry]?
    public var pair: [Relation]
    public var protect: Side
    /// Connections that the claim leaves out, because somebody has waived them.
    public var waived: [ClaimedConnections]
    /// Where it is given, the claim is about these connections alone.
    public var within: ClaimedConnections?

    public init(
        quantity: Quantity, from: EndpointPredicate, to: EndpointPredicate, ports: [PortEntry]? = nil,
        pair: [Relation] = [], protect: Side, waived: [ClaimedConnections] = [], within: ClaimedConnections? = nil
    ) {
        self.quantity = quantity
        self.from = from
        self.to = to
        self.ports = ports
        self.pair = pair
        self.protect = protect
        self.waived = waived
        self.within = within
    }
}

/// The connections from some endpoints to others on some ports.
public struct ClaimedConnections: Hashable, Sendable {
    public var from: EndpointPredicate
    public var to: EndpointPredicate
    /// Nil: every port and protocol.
    public var ports: [PortEntry]?

    public init(
        from: EndpointPredicate = .everything, to: EndpointPredicate = .everything, ports: [PortEntry]? = nil
    ) {
        self.from = from
        self.to = to
        self.ports = ports
    }
}
