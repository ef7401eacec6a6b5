public import Diagnostics

/// Connections that somebody expects a change to open, in the words of claims.
public struct ExpectedOpening: Hashable, Sendable {
    public var from: EndpointPredicate
    public var to: EndpointPredicate
    /// Nil: every port and protocol.
    public var ports: [PortEntry]?
    public var reason: String?
    public var location: SourceLocation

    public init(
        from: EndpointPredicate, to: EndpointPredicate, ports: [PortEntry]? = nil, reason: String? = nil,
        location: SourceLocation
    ) {
        self.from = from
        self.to = to
        self.ports = ports
        self.reason = reason
        self.location = location
    }
}
