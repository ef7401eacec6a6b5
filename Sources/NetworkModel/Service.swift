/// A Service: a name for pods, never a right to reach them (networkpolicy.md §9).
public struct Service: Hashable, Sendable {
    public var namespace: String
    public var name: String
    /// Nil for a Service without selector, whose endpoints are somebody else's choice.
    public var selector: [String: String]?
    public var ports: [Port]
    /// Its own addresses in the cluster, where they are known.
    public var clusterAddresses: [IPAddress]

    public struct Port: Hashable, Sendable {
        public enum Target: Hashable, Sendable {
            case number(UInt16)
            case name(String)
        }

        public var transport: TransportProtocol
        public var port: UInt16
        public var target: Target

        public init(transport: TransportProtocol, port: UInt16, target: Target) {
            self.transport = transport
            self.port = port
            self.target = target
        }
    }

    public init(
        namespace: String, name: String, selector: [String: String]?, ports: [Port], clusterAddresses: [IPAddress] = []
    ) {
        self.namespace = namespace
        self.name = name
        self.selector = selector
        self.ports = ports
        self.clusterAddresses = clusterAddresses
    }
}
