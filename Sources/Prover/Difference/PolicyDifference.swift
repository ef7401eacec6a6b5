public import Evaluation
public import NetworkModel
public import PolicyModel

/// In what way two revisions treat a connection differently.
public enum DifferenceKind: String, Hashable, Sendable, CaseIterable {
    /// Only the head allows it, and nobody expects that.
    case opened
    /// Only the head allows it, which is expected.
    case openedAsExpected
    /// Only the base allows it.
    case closed

    public var isOpening: Bool { self != .closed }
}

/// All connections that two revisions treat differently, and that the universe permits.
public struct PolicyDifference: Hashable, Sendable {
    /// The kinds of difference that there are.
    public var kinds: Set<DifferenceKind>
    /// The union of those of a kind is all connections that differ in that way; the widest first.
    public var classes: [ConnectionClass]
    /// Kinds whose classes are not complete: there were more than the limit.
    public var truncated: Set<DifferenceKind>
    /// Why nothing is decided, in the solver's words; nil if all is.
    public var undecided: String?

    public init(
        kinds: Set<DifferenceKind> = [], classes: [ConnectionClass] = [], truncated: Set<DifferenceKind> = [],
        undecided: String? = nil
    ) {
        self.kinds = kinds
        self.classes = classes
        self.truncated = truncated
        self.undecided = undecided
    }

    /// The differences of two parts of a comparison, those that open first.
    func combined(with other: Self) -> Self {
        var result = self
        result.kinds.formUnion(other.kinds)
        result.truncated.formUnion(other.truncated)
        result.undecided = undecided ?? other.undecided
        let known = Set(classes.map(\.said))
        let all = classes + other.classes.filter { !known.contains($0.said) }
        result.classes = DifferenceKind.allCases.flatMap { kind in all.filter { $0.kind == kind } }
        return result
    }
}

extension ConnectionClass {
    /// What it says, without the example.
    fileprivate var said: Said { Said(kind: kind, connections: connections, exceptions: exceptions) }

    fileprivate struct Said: Hashable {
        var kind: DifferenceKind
        var connections: ConnectionSet
        var exceptions: [ConnectionSet]
    }
}

/// Connections that are all different in one way: those of a set, without those of others.
public struct ConnectionClass: Hashable, Sendable {
    public var kind: DifferenceKind
    public var connections: ConnectionSet
    /// Sets within the first one that are not different in this way.
    public var exceptions: [ConnectionSet]
    public var witness: DifferenceWitness
}

/// Any source with any destination on any port of these, as far as the conditions are met.
public struct ConnectionSet: Hashable, Sendable {
    public var from: EndpointClass
    public var to: EndpointClass
    public var ports: PortSet
    public var conditions: [Condition]

    /// What has to hold beside the ends and the target.
    public enum Condition: Hashable, Sendable {
        /// Both ends are pods of one namespace, or else they are not.
        case sameNamespace(Bool)
        /// The destination declares the connection's port under a name, or else it does not.
        case declaresPort(String, TransportProtocol, Bool)
        /// Unspecified behaviour is so, in both revisions.
        case choice(Choice, Bool)
        /// Policies that nobody knows of the namespace of an end allow the connection, or else they do not.
        case ownerAllows(EndpointRole, Bool)
        /// The policies of an end, whatever they are, let the connection pass in both revisions.
        case passes(EndpointRole)
    }
}

/// The endpoints at one end of a class.
public struct EndpointClass: Hashable, Sendable {
    /// Nil: no pods.
    public var pods: PodClass?
    /// Addresses outside the cluster.
    public var external: AddressSet
}

/// Pods by where they are, and by labels.
public struct PodClass: Hashable, Sendable {
    /// Listed namespaces, sorted. Those that the labels leave out are not among them.
    public var namespaces: [String]
    /// Namespaces that are not listed.
    public var includesFuture: Bool
    /// Whether no listed namespace is left out but by the labels asked for.
    public var isByLabels: Bool
    /// Nil: all pods of these namespaces. Otherwise `namespaces` speaks of pods of no listed workload only.
    public var workloads: [WorkloadIdentity]?
    /// What is asked of labels of the namespace, as the head revision has them; sorted by key.
    public var namespaceLabels: [LabelCondition]
    /// What is asked of labels of the pod; sorted by key.
    public var labels: [LabelCondition]
    /// Nil: any address.
    public var addresses: AddressSet?
}

/// A label key and the states it may be in.
public struct LabelCondition: Hashable, Sendable {
    public var key: String
    public var states: LabelSet
}

/// A connection of a class, replayed in both revisions.
public struct DifferenceWitness: Hashable, Sendable {
    /// With labels as the head revision has them.
    public var head: Witness
    /// With labels as the base revision has them.
    public var base: Witness
    public var headDecision: ConnectionDecision
    public var baseDecision: ConnectionDecision
    /// Labels that the class asks for and that an end does not carry; sorted.
    public var absentLabels: [LabelVariable]
    /// Whether addresses of endpoints matter at all.
    public var addressesMatter: Bool
}
