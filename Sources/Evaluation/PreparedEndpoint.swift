public import NetworkModel
import PolicyModel

/// What is not known of a pod, beyond its address and the labels of its namespace.
public struct PodUnknowns: Hashable, Sendable {
    /// Labels that the pod may carry with any value, where its own labels do not have the key.
    public var labelKeys: Set<String>
    /// Whether it may declare named ports beyond its own.
    public var namedPorts: Bool
    /// Whether nothing is known but that it is a pod, and its address: neither its namespace nor its labels.
    public var identity: Bool

    public static let none = PodUnknowns()

    public init(labelKeys: Set<String> = [], namedPorts: Bool = false, identity: Bool = false) {
        self.labelKeys = labelKeys
        self.namedPorts = namedPorts || identity
        self.identity = identity
    }
}

/// An endpoint with the policies that govern it: made once by `Evaluator.prepare`, used for many decisions.
///
/// A class for speed only: it is immutable, and passing it on costs one retain.
public final class PreparedEndpoint: Sendable {
    public let endpoint: Endpoint
    /// Nil for an external address and for a node.
    let pod: Pod?
    let unknowns: PodUnknowns
    let external: IPAddress?
    let addresses: [IPAddress]?
    let isOnHostNetwork: Bool
    let isNode: Bool
    let egress: [GoverningTier]
    let ingress: [GoverningTier]

    init(_ endpoint: Endpoint, unknowns: PodUnknowns, egress: [GoverningTier], ingress: [GoverningTier]) {
        self.endpoint = endpoint
        self.unknowns = unknowns
        self.egress = egress
        self.ingress = ingress
        switch endpoint {
        case .pod(let pod):
            self.pod = pod
            external = nil
            addresses = pod.addresses.flatMap { $0.isEmpty ? nil : $0 }
            isOnHostNetwork = pod.usesHostNetwork
            isNode = false
        case .external(let address):
            pod = nil
            external = address
            addresses = [address]
            (isOnHostNetwork, isNode) = (false, false)
        case .node(let own):
            pod = nil
            external = nil
            addresses = own
            (isOnHostNetwork, isNode) = (false, true)
        }
    }

    func governing(_ direction: Direction) -> [GoverningTier] { direction == .egress ? egress : ingress }
}

/// The policies of one tier that govern an endpoint in one direction; never empty.
struct GoverningTier: Sendable {
    var tier: IndexedTier
    var policies: [GoverningPolicy]
}

/// A policy that selects an endpoint, or may.
struct GoverningPolicy: Sendable {
    var policy: IndexedPolicy
    /// Yes or unknown.
    var selects: Truth
}
