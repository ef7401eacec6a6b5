/// One end of a concrete connection.
public enum Endpoint: Hashable, Sendable, Codable {
    case pod(Pod)
    case external(IPAddress)
    /// A node that none of the pods it meets runs on (networkpolicy.md §7): no policy governs it, and it has no labels. By
    /// its addresses, no more than one of each family.
    case node([IPAddress])

    public var pod: Pod? {
        if case .pod(let pod) = self { pod } else { nil }
    }
}

/// A concrete pod: what policies can see of it.
public struct Pod: Hashable, Sendable, Codable {
    public var namespace: PodNamespace
    public var labels: [String: String]
    public var namedPorts: [NamedPort]
    /// Nil where nothing is known of it.
    public var addresses: [IPAddress]?
    /// The listed workload it belongs to, if any.
    public var workload: WorkloadIdentity?
    public var usesHostNetwork: Bool

    public init(
        namespace: PodNamespace, labels: [String: String], namedPorts: [NamedPort] = [], addresses: [IPAddress]? = nil,
        workload: WorkloadIdentity? = nil, usesHostNetwork: Bool = false
    ) {
        self.namespace = namespace
        self.labels = labels
        self.namedPorts = namedPorts
        self.addresses = addresses
        self.workload = workload
        self.usesHostNetwork = usesHostNetwork
    }
}

/// The namespace of a concrete pod.
public struct PodNamespace: Hashable, Sendable, Codable {
    public var name: String
    /// Whether it is in the input; otherwise it is one that may be created.
    public var isListed: Bool
    /// Includes `kubernetes.io/metadata.name`. Nil where the labels are not known (no manifest, in `trace`).
    public var labels: [String: String]?

    public init(name: String, isListed: Bool, labels: [String: String]?) {
        self.name = name
        self.isListed = isListed
        self.labels = labels
        self.labels?[namespaceNameLabel] = name
    }
}

/// A new connection from a source to a destination pod port (after Service translation).
public struct Connection: Hashable, Sendable, Codable {
    public var source: Endpoint
    public var destination: Endpoint
    public var transport: TransportProtocol
    public var port: UInt16

    public init(source: Endpoint, destination: Endpoint, transport: TransportProtocol, port: UInt16) {
        self.source = source
        self.destination = destination
        self.transport = transport
        self.port = port
    }
}

/// The direction a policy speaks of, as seen from the pod it selects.
public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    case ingress, egress
}
