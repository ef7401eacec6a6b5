import Dialects
import Evaluation
import NetworkModel
import PolicyModel
import Reports

/// Tries selections of candidates on single connections, by the evaluator alone.
struct PolicyTrial {
    let candidates: CandidatePolicies
    let behaviours: [Behaviour]
    /// For each namespace that may get candidates the policies that bear on its pods.
    private let programs: [String: PolicyProgram]
    private let network: Universe.Network
    private let touched: EndpointPredicate

    init(_ candidates: CandidatePolicies, _ change: ClusterChange, _ universe: Universe) {
        self.candidates = candidates
        let names = Set(candidates.all.map(\.namespace))
        let program = change.after.program
        programs = Dictionary(uniqueKeysWithValues: names.map { ($0, program.bearing(on: $0)) })
        network = universe.network
        behaviours = Self.behaviours(universe.network)
        touched = TouchedEndpoints(change).endpoints
    }

    /// Whether candidates bear on an end: it is a pod of a namespace that may get some, and whose policies count.
    func governs(_ explanation: EndExplanation, _ endpoint: Endpoint) -> Bool {
        if case .unknownPolicies = explanation.basis { return false }
        guard let pod = endpoint.pod, pod.namespace.isListed, !pod.usesHostNetwork else { return false }
        return programs[pod.namespace.name] != nil
    }

    func decision(
        _ direction: Direction, of connection: Connection, with selection: PolicySelection, _ behaviour: Behaviour
    ) -> Decision {
        endDecision(direction, of: connection, with: selection, behaviour).decision
    }

    func endDecision(
        _ direction: Direction, of connection: Connection, with selection: PolicySelection, _ behaviour: Behaviour
    ) -> EndDecision {
        let subject = direction == .ingress ? connection.destination : connection.source
        let evaluator = Evaluator(program: program(at: subject, selection), behaviour: behaviour, network: network)
        return evaluator.decide(connection)[direction]
    }

    func isIsolated(_ pod: Endpoint, _ direction: Direction, with selection: PolicySelection) -> Truth {
        Evaluator(program: program(at: pod, selection), behaviour: Behaviour(network), network: network)
            .isIsolated(pod, direction)
    }

    /// Whether the change with a selection surely touches an endpoint.
    func touches(_ endpoint: Endpoint, with selection: PolicySelection) -> Bool {
        let evaluator = Evaluator(program: PolicyProgram(), behaviour: Behaviour(network), network: network)
        let added = candidates[selection].map {
            EndpointPredicate.all([.namespaceNamed([$0.namespace]), $0.policy.subject])
        }
        return evaluator.holds(.any([touched] + added), of: endpoint) == .yes
    }

    /// The policies that bear on the pods of an endpoint's namespace.
    private func program(at endpoint: Endpoint, _ selection: PolicySelection) -> PolicyProgram {
        guard let namespace = endpoint.pod?.namespace.name, let program = programs[namespace] else {
            return PolicyProgram()
        }
        return program.adding(candidates[selection].filter { $0.namespace == namespace }.map(\.policy))
    }

    /// What unspecified behaviour may be, by the universe; what is most usual first.
    private static func behaviours(_ network: Universe.Network) -> [Behaviour] {
        let known = Behaviour(network).ipBlockMatchesPods
        return (known.map { [$0] } ?? [true, false]).flatMap { blocks in
            [true, false].map { Behaviour(ipBlockMatchesPods: blocks, initContainerPortsCount: $0) }
        }
    }
}

extension PolicyProgram {
    /// The cluster's policies and those of one namespace.
    fileprivate func bearing(on namespace: String) -> PolicyProgram {
        var program = self
        for index in program.tiers.indices {
            program.tiers[index].policies.removeAll {
                $0.identity.namespace != nil && $0.identity.namespace != namespace
            }
        }
        return program
    }
}
