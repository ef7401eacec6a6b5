/// What makes pods: a Pod itself, or a controller with a pod template.
public struct WorkloadIdentity: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public var kind: String
    public var namespace: String
    public var name: String

    public init(kind: String, namespace: String, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    public var description: String { "\(namespace)/\(kind)/\(name)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.namespace, left.kind, left.name) < (right.namespace, right.kind, right.name)
    }
}

/// A container port with a name, as a pod declares it.
public struct NamedPort: Hashable, Sendable, Codable, Comparable {
    public var name: String
    public var transport: TransportProtocol
    public var port: UInt16
    /// Declared by an init container: network plugins differ in whether such a name counts (networkpolicy.md §4.1).
    public var isOfInitContainer: Bool

    public init(name: String, transport: TransportProtocol, port: UInt16, isOfInitContainer: Bool = false) {
        self.name = name
        self.transport = transport
        self.port = port
        self.isOfInitContainer = isOfInitContainer
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.name, left.transport, left.port) < (right.name, right.transport, right.port)
    }
}

/// A workload that is in the input.
public struct Workload: Hashable, Sendable {
    public var identity: WorkloadIdentity
    /// Labels of its pods (the template's for a controller).
    public var podLabels: [String: String]
    public var namedPorts: [NamedPort]
    /// Pods that share the node's network are not governed by policies (networkpolicy.md §7).
    public var usesHostNetwork: Bool
    /// A Pod that has Succeeded or Failed takes part in no traffic (NP-89).
    public var isFinished: Bool
    public var serviceAccount: String?
    /// `status.podIPs` where given; used to answer for one connection, never for a proof.
    public var addresses: [IPAddress]

    public init(
        identity: WorkloadIdentity, podLabels: [String: String], namedPorts: [NamedPort] = [],
        usesHostNetwork: Bool = false, isFinished: Bool = false, serviceAccount: String? = nil,
        addresses: [IPAddress] = []
    ) {
        self.identity = identity
        self.podLabels = podLabels
        self.namedPorts = namedPorts
        self.usesHostNetwork = usesHostNetwork
        self.isFinished = isFinished
        self.serviceAccount = serviceAccount
        self.addresses = addresses
    }

    /// A bare Pod stands for one pod; every other kind may have any number of them.
    public var isSinglePod: Bool { identity.kind == "Pod" }
}
