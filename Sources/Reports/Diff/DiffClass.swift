public import NetworkModel

/// Connections that are all different in one way: those of a set, without those of others.
public struct DiffClass: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The head allows them, the base does not.
        case opened
        /// The base allows them, the head does not.
        case closed
    }

    public var kind: Kind
    /// Whether they are opened as somebody expects.
    public var isExpected: Bool
    public var connections: DiffConnections
    /// Sets within the first one that are not different in this way.
    public var exceptions: [DiffConnections]
    public var witness: DiffWitness
    /// The names of invariants that speak of connections of the class, in the order of the specs.
    public var invariants: [String]

    public init(
        kind: Kind, isExpected: Bool = false, _ connections: DiffConnections, except exceptions: [DiffConnections] = [],
        witness: DiffWitness, invariants: [String] = []
    ) {
        self.kind = kind
        self.isExpected = isExpected
        self.connections = connections
        self.exceptions = exceptions
        self.witness = witness
        self.invariants = invariants
    }
}

/// Every source with every destination on every port of these, as far as the conditions are met.
public struct DiffConnections: Hashable, Sendable {
    public var from: DiffEndpoint
    public var to: DiffEndpoint
    public var ports: PortSet
    /// What has to hold besides.
    public var conditions: [DiffCondition]

    public init(from: DiffEndpoint, to: DiffEndpoint, ports: PortSet, conditions: [DiffCondition] = []) {
        self.from = from
        self.to = to
        self.ports = ports
        self.conditions = conditions
    }
}

/// The endpoints at one end of a class: pods, addresses outside the cluster, or both.
public struct DiffEndpoint: Hashable, Sendable {
    /// Nil: no pods.
    public var pods: DiffPods?
    public var external: AddressSet
    /// Whether `external` is all addresses that there are outside the cluster.
    public var isEveryExternal: Bool

    public init(pods: DiffPods?, external: AddressSet, isEveryExternal: Bool) {
        self.pods = pods
        self.external = external
        self.isEveryExternal = isEveryExternal
    }
}

/// Pods by where they are, and by labels.
public struct DiffPods: Hashable, Sendable {
    /// Listed namespaces; sorted.
    public var namespaces: [String]
    /// Listed namespaces that the labels would admit, and that are left out; sorted. Where these are fewer they are told.
    public var otherNamespaces: [String]
    /// Whether pods of namespaces that are not listed are meant too.
    public var includesFuture: Bool
    /// Whether there can be any.
    public var futureMayExist: Bool
    /// Nil: all pods of these namespaces. Otherwise `namespaces` speaks of pods of no listed workload only.
    public var workloads: [WorkloadIdentity]?
    public var namespaceLabels: [DiffLabel]
    public var labels: [DiffLabel]
    /// Nil: any address.
    public var addresses: AddressSet?

    public init(
        namespaces: [String], otherNamespaces: [String], includesFuture: Bool, futureMayExist: Bool,
        workloads: [WorkloadIdentity]? = nil, namespaceLabels: [DiffLabel] = [], labels: [DiffLabel] = [],
        addresses: AddressSet? = nil
    ) {
        self.namespaces = namespaces
        self.otherNamespaces = otherNamespaces
        self.includesFuture = includesFuture
        self.futureMayExist = futureMayExist
        self.workloads = workloads
        self.namespaceLabels = namespaceLabels
        self.labels = labels
        self.addresses = addresses
    }
}

/// What is asked of one label key.
public struct DiffLabel: Hashable, Sendable {
    public var key: String
    /// Whether `values` are those left out rather than those admitted; sorted.
    public var isExcept: Bool
    public var values: [String]
    /// Whether an endpoint without the label is meant too.
    public var mayBeAbsent: Bool

    public init(key: String, isExcept: Bool, values: [String], mayBeAbsent: Bool) {
        self.key = key
        self.isExcept = isExcept
        self.values = values
        self.mayBeAbsent = mayBeAbsent
    }
}

/// Something that has to hold of a connection besides its ends and its port.
public struct DiffCondition: Hashable, Sendable {
    /// A stable identifier, such as `same-namespace`.
    public var id: String
    public var text: String

    public init(id: String, text: String) {
        self.id = id
        self.text = text
    }
}

/// A connection of a class, with what both revisions say of it.
public struct DiffWitness: Hashable, Sendable {
    public var from: WitnessEnd
    public var to: WitnessEnd
    public var transport: TransportProtocol
    public var port: UInt16
    public var base: DiffDecision
    public var head: DiffDecision

    public init(
        from: WitnessEnd, to: WitnessEnd, transport: TransportProtocol, port: UInt16, base: DiffDecision,
        head: DiffDecision
    ) {
        self.from = from
        self.to = to
        self.transport = transport
        self.port = port
        self.base = base
        self.head = head
    }
}

/// What one revision says of a connection at both ends.
public struct DiffDecision: Hashable, Sendable {
    public var egress: EndExplanation
    public var ingress: EndExplanation

    public init(egress: EndExplanation, ingress: EndExplanation) {
        self.egress = egress
        self.ingress = ingress
    }

    public subscript(direction: Direction) -> EndExplanation { direction == .egress ? egress : ingress }
}

extension DiffWitness {
    /// The directions in which the two revisions do not decide alike; the destination's first.
    public var changedDirections: [Direction] {
        [Direction.ingress, .egress].filter { base[$0].decision != head[$0].decision }
    }
}
