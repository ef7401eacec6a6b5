public import Evaluation
public import NetworkModel
public import PolicyModel

/// How a violation is derived in one world that the universe permits: replayed on the concrete evaluator, and plain.
public struct Derivation: Hashable, Sendable {
    public var scope: Scope
    /// Every endpoint of the derivation, once; the positions are what the steps refer to.
    public var endpoints: [Endpoint]
    /// What it takes unspecified behaviour to be.
    public var behaviour: Behaviour
    /// The rules that were applied, each after those that it rests on; the last one derives the violation.
    public var steps: [Step]
    /// The unspecified behaviour without which there would be no such derivation; empty: it is definite.
    public var dependsOn: [Choice]

    /// One rule applied to endpoints.
    public struct Step: Hashable, Sendable {
        /// A position in `DatalogProgram.rules`.
        public var rule: Int
        /// By the rule's variables: positions in `Derivation.endpoints`.
        public var endpoints: [Int]
        /// By the rule's calls, in the order of the body: positions in `Derivation.steps`.
        public var premises: [Int]
        /// By the rule's attempts: what became of each, and why.
        public var attempts: [ReplayedWitness]
    }

    /// The endpoints of a relation's arguments that a step derives.
    public func arguments(of step: Step, in program: DatalogProgram) -> [Int] {
        program.rules[step.rule].head.arguments.map { step.endpoints[$0] }
    }
}

/// A derivation that is not replayed yet, with each thing said once, so that a change of it is a change everywhere.
struct DerivationDraft: Hashable {
    /// Pods have an address of each family that an attempt uses.
    var endpoints: [Endpoint]
    var behaviour: Behaviour
    var steps: [Step]
    /// Ends that policies isolate which nobody knows.
    var isolatedByOwners: Set<Isolation> = []

    struct Isolation: Hashable {
        var endpoint: Int
        var direction: Direction
    }

    struct Step: Hashable {
        var rule: Int
        var endpoints: [Int]
        var premises: [Int]
        var attempts: [Attempt]
    }

    struct Attempt: Hashable {
        var source: Int
        var destination: Int
        var transport: TransportProtocol
        var port: UInt16
        var family: IPAddress.Family
        var owners: [EndpointRole: Witness.OwnersPolicies]
    }

    /// An attempt as a connection of two endpoints, each with its one address.
    func witness(of attempt: Attempt) -> Witness {
        Witness(
            connection: Connection(
                source: endpoints[attempt.source].with(attempt.family),
                destination: endpoints[attempt.destination].with(attempt.family), transport: attempt.transport,
                port: attempt.port),
            behaviour: behaviour, owners: attempt.owners)
    }

    mutating func updatePod(_ position: Int, _ change: (inout Pod) -> Void) {
        guard case .pod(var pod) = endpoints[position] else { return }
        change(&pod)
        endpoints[position] = .pod(pod)
    }

    /// Changes labels of a pod, or of its namespace for all pods there.
    mutating func updateLabels(_ position: Int, _ space: LabelSpace, _ change: (inout [String: String]) -> Void) {
        guard space == .namespace else {
            updatePod(position) { change(&$0.labels) }
            return
        }
        guard let namespace = endpoints[position].pod?.namespace else { return }
        var labels = namespace.labels ?? [:]
        change(&labels)
        for other in endpoints.indices where endpoints[other].pod?.namespace.name == namespace.name {
            updatePod(other) { $0.namespace.labels = labels }
        }
    }
}

extension Endpoint {
    /// The endpoint as it takes part by its address of one family; as it is if it has none of that.
    func with(_ family: IPAddress.Family) -> Endpoint {
        if case .node(let addresses) = self {
            let own = addresses.filter { $0.family == family }
            return own.isEmpty ? self : .node(own)
        }
        guard case .pod(var pod) = self, let own = pod.addresses?.filter({ $0.family == family }), !own.isEmpty else {
            return self
        }
        pod.addresses = own
        return .pod(pod)
    }
}
