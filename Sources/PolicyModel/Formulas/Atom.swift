public import NetworkModel

/// One of the endpoints that an obligation speaks of.
public struct EndpointRole: Hashable, Sendable, Comparable {
    public var index: UInt8

    public init(index: UInt8) { self.index = index }

    public static let source = EndpointRole(index: 0)
    public static let destination = EndpointRole(index: 1)

    public static func < (left: Self, right: Self) -> Bool { left.index < right.index }

    /// The end that policies of a direction select; the other end is their peer.
    public static func subject(of direction: Direction) -> EndpointRole {
        direction == .ingress ? .destination : .source
    }

    public static func peer(of direction: Direction) -> EndpointRole {
        direction == .ingress ? .source : .destination
    }
}

/// Pod labels and namespace labels are different key spaces (abstraction.md §2, AB-44).
public enum LabelSpace: UInt8, Hashable, Sendable, Comparable {
    case namespace, pod

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The state of one label key at one endpoint.
public struct LabelVariable: Hashable, Sendable, Comparable {
    public var role: EndpointRole
    public var space: LabelSpace
    public var key: String

    public init(role: EndpointRole, space: LabelSpace, key: String) {
        self.role = role
        self.space = space
        self.key = key
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.role, left.space, left.key) < (right.role, right.space, right.key)
    }
}

/// Behaviour that Kubernetes leaves open: a named free Boolean (abstraction.md §7).
public enum Choice: Hashable, Sendable, Comparable {
    /// An ipBlock matches the address of a pod (networkpolicy.md §6).
    case ipBlockMatchesPods
    /// An ipBlock matches the address of a node (networkpolicy.md §6).
    case ipBlockMatchesNodes
    /// A port named by an init container counts as a port of the pod (networkpolicy.md §4.1).
    case initContainerPortsCount
    /// Of several policies of equal order in a first-match tier, the one at this position is preferred.
    case tie(tier: Int, subject: EndpointRole, order: Int, position: Int)

    /// A stable name for reports.
    public var name: String {
        switch self {
        case .ipBlockMatchesPods: "ipBlockMatchesPods"
        case .ipBlockMatchesNodes: "ipBlockMatchesNodes"
        case .initContainerPortsCount: "initContainerPortsCount"
        case .tie(let tier, _, let order, _): "tie-at-order-\(order)-of-tier-\(tier)"
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.rank.lexicographicallyPrecedes(right.rank) }

    private var rank: [Int] {
        switch self {
        case .ipBlockMatchesPods: [0]
        case .initContainerPortsCount: [1]
        case .ipBlockMatchesNodes: [2]
        case .tie(let tier, let subject, let order, let position): [3, tier, Int(subject.index), order, position]
        }
    }
}

/// A fact that policies and claims can ask for. Everything a verdict depends on is one of these (abstraction.md §1).
public enum Atom: Hashable, Sendable {
    case isPod(EndpointRole)
    /// A node, of which rules alone speak. What is neither is outside the cluster.
    case isNode(EndpointRole)
    case label(LabelVariable, LabelSet)
    /// Protocol and destination port of the connection.
    case target(PortSet)
    /// The address by which the endpoint takes part in the connection.
    case address(EndpointRole, AddressSet)
    /// The endpoint is a pod that declares a port of this name and protocol, and the connection aims at it.
    case namedPort(EndpointRole, String, TransportProtocol)
    case workload(EndpointRole, WorkloadIdentity)
    /// The endpoint is at this one of the places that the obligation lists for its role.
    case site(EndpointRole, Int)
    /// Both are one and the same endpoint; of rules alone. The roles are in ascending order.
    case sameEndpoint(EndpointRole, EndpointRole)
    /// Both are pods of one namespace. The roles are in ascending order.
    case sameNamespace(EndpointRole, EndpointRole)
    /// Both carry the key, with the same value. The roles are in ascending order.
    case sameLabel(LabelSpace, String, EndpointRole, EndpointRole)
    case choice(Choice)
    /// What the policies of a namespace decide that nobody knows: allow, or else deny.
    case ownerAllows(EndpointRole, tier: Int)
    case ownerDenies(EndpointRole, tier: Int)
    /// The endpoint is a pod that policies of a direction select (networkpolicy.md §2).
    case isolated(EndpointRole, Direction)
    /// A numbered premise of the obligation holds, such as that a policy is there: used to find what a proof rests on.
    case premise(Int)
}
