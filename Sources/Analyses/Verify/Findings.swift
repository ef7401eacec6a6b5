import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Reports

/// Turns a prover's counterexamples into those of a report.
struct Findings {
    let world: World

    func reported(_ counterexample: ReplayedWitness) -> Counterexample {
        let connection = counterexample.witness.connection
        return Counterexample(
            counterexample.openDirection.map(Counterexample.Kind.openPod) ?? .connection,
            scope: counterexample.scope == .listed ? .listed : .future,
            from: end(connection.source, .source, counterexample),
            to: end(connection.destination, .destination, counterexample),
            transport: connection.transport, port: connection.port,
            egress: explanation(of: counterexample.decision.egress, at: .source, counterexample),
            ingress: explanation(of: counterexample.decision.ingress, at: .destination, counterexample),
            dependsOn: counterexample.dependsOn.map(\.reported) + counterexample.ties.map(tie))
    }

    private func tie(_ policies: [PolicyReference]) -> UnspecifiedBehaviour {
        let names = policies.map(\.identity.description).joined(separator: ", ")
        return UnspecifiedBehaviour(id: "tie", text: "which of the policies of equal order wins: \(names)")
    }

    private func explanation(
        of decision: EndDecision, at role: EndpointRole, _ counterexample: ReplayedWitness
    ) -> EndExplanation {
        guard let explanation = EndExplanation(decision) else {
            // Only a tie leaves an end of a counterexample open: the violating outcome is the one that is shown.
            return EndExplanation(
                counterexample.isConnection ? .allowed : .denied,
                .unspecified("policies of equal order disagree, and any of them may win"))
        }
        guard let ownersPolicies = ownersPolicies(behind: explanation, at: role, counterexample) else {
            return explanation
        }
        return EndExplanation(
            explanation.decision,
            .unknownPolicies("the policies of this namespace are its owner's choice, and \(ownersPolicies)"))
    }

    /// What unknown policies of a namespace's owner have to do with a decision, if anything.
    private func ownersPolicies(
        behind explanation: EndExplanation, at role: EndpointRole, _ counterexample: ReplayedWitness
    ) -> String? {
        let policies = explanation.isolatedBy + [explanation.policy].compactMap { $0 }
        if policies.contains(where: { $0.name == World.ownersPolicyName }) {
            return explanation.decision == .allowed ? "one may allow this" : "one may deny this"
        }
        // Policies of the input may select the pod, but its namespace's owner need not leave them there.
        guard explanation.basis == .notSelected, isUntrusted(counterexample.witness.endpoint(role)) else { return nil }
        return "need not deny this"
    }

    /// Whether a pod is in a listed namespace whose owner may change its policies.
    private func isUntrusted(_ endpoint: Endpoint) -> Bool {
        guard let untrusted = world.universe.namespaces.untrusted, endpoint.pod?.namespace.isListed == true else {
            return false
        }
        let evaluator = Evaluator(program: PolicyProgram(), behaviour: Behaviour())
        return evaluator.holds(.namespaceLabels(untrusted), of: endpoint) == .yes
    }

    private func end(_ endpoint: Endpoint, _ role: EndpointRole, _ counterexample: ReplayedWitness) -> WitnessEnd {
        end(
            endpoint, absentLabels: counterexample.absentLabels.filter { $0.role == role },
            addressesMatter: counterexample.addressesMatter)
    }

    /// An endpoint with what about it matters.
    func end(_ endpoint: Endpoint, absentLabels absent: [LabelVariable], addressesMatter: Bool) -> WitnessEnd {
        var endpoint = endpoint
        var assumed: [String] = []
        if case .pod(var pod) = endpoint {
            if !addressesMatter { pod.addresses = nil }
            endpoint = .pod(pod)
            assumed = assumedLabels(of: pod.namespace)
        }
        func keys(_ space: LabelSpace) -> [String] {
            Set(absent.filter { $0.space == space }.map(\.key)).sorted()
        }
        return WitnessEnd(
            endpoint, absentLabels: keys(.pod), absentNamespaceLabels: keys(.namespace),
            assumedNamespaceLabels: assumed)
    }

    /// Labels of a listed namespace that are not as the input has them.
    private func assumedLabels(of namespace: PodNamespace) -> [String] {
        guard let listed = world.cluster.namespace(named: namespace.name), namespace.isListed else { return [] }
        let labels = namespace.labels ?? [:]
        return Set(labels.keys).union(listed.labels.keys).filter { labels[$0] != listed.labels[$0] }.sorted()
    }
}

extension Choice {
    /// What a counterexample takes it to be, and what would settle it.
    var reported: UnspecifiedBehaviour {
        switch self {
        case .ipBlockMatchesPods:
            UnspecifiedBehaviour(
                id: "ip-block-matches-pods",
                text: "whether an ipBlock matches the addresses of pods, which network plugins do differently",
                settledBy: "network.ipBlockMatchesPods of the LabelUniverse, and network.podCIDRs")
        case .ipBlockMatchesNodes:
            UnspecifiedBehaviour(
                id: "ip-block-matches-nodes",
                text: "whether an ipBlock matches the addresses of nodes, which network plugins do differently",
                settledBy: "network.ipBlockMatchesPods: always, of the LabelUniverse, and network.nodeCIDRs")
        case .initContainerPortsCount:
            UnspecifiedBehaviour(
                id: "init-container-ports-count",
                text: "whether a port that an init container names counts, which network plugins do differently")
        case .tie(let tier, _, let order, _):
            UnspecifiedBehaviour(
                id: "tie", text: "which of several policies of order \(order) in tier \(tier) wins")
        }
    }
}
