import Evaluation
import NetworkModel
import PolicyModel
import Prover

/// Whether a counterexample is one, and one from which nothing can be dropped.
struct WitnessComparison {
    let reference: ReferenceWorld
    let claim: SampleClaim
    let scope: Scope

    /// - Parameter isPlainest: whether nothing may be left that could be dropped; further witnesses keep what makes them
    ///   another way to the violation.
    func objection(to replayed: ReplayedWitness, isPlainest: Bool) -> String? {
        guard let state = ReferenceWorld.State(replayed.witness) else { return "the witness leaves behaviour open" }
        guard violates(state) else { return "the reference denies the witness: \(state)" }
        for direction in Direction.allCases {
            let isAllowed = replayed.decision[direction].decision == .allowed
            guard isAllowed == reference.allows(direction, state) else {
                return "the \(direction.rawValue) of the witness is explained wrongly: \(state)"
            }
        }
        return (isPlainest ? objectionToPlainness(of: state) : nil) ?? objectionToDependencies(of: replayed, state)
    }

    private func violates(_ state: ReferenceWorld.State) -> Bool {
        reference.violates(claim, isFutureScope: scope == .future, state)
    }

    // MARK: Unspecified behaviour

    private func objectionToDependencies(of replayed: ReplayedWitness, _ state: ReferenceWorld.State) -> String? {
        var ends = false
        for choices in ReferenceChoices.all where reference.permits(choices) {
            var other = state
            other.choices = choices
            if !violates(other) { ends = true }
        }
        guard ends == !replayed.dependsOn.isEmpty else {
            return ends
                ? "the witness is called definite, but other behaviour ends it: \(state)"
                : "the witness is said to depend on \(replayed.dependsOn), but does not: \(state)"
        }
        return nil
    }

    // MARK: Plainness

    private func objectionToPlainness(of state: ReferenceWorld.State) -> String? {
        for path in [\ReferenceConnection.source, \ReferenceConnection.destination] {
            guard let pod = state.connection[keyPath: path].pod else { continue }
            for key in pod.labels.keys.sorted() {
                let smaller = changing(state, path) { $0.labels[key] = nil }
                if violates(smaller) { return "the witness does not need the pod label \(key): \(state)" }
            }
            for port in pod.ports where pod.workload == nil {
                let smaller = changing(state, path) { $0.ports.removeAll { $0 == port } }
                if violates(smaller) { return "the witness does not need the port named \(port.name): \(state)" }
            }
            for (key, value) in plainerNamespaceLabels(of: pod) {
                let smaller = changingNamespace(pod.namespace, of: state) { $0[key] = value }
                if violates(smaller) { return "the witness does not need the namespace label \(key): \(state)" }
            }
        }
        return nil
    }

    /// For each label that a namespace carries and that is not its manifest's: what would be plainer.
    private func plainerNamespaceLabels(of pod: ReferencePod) -> [(key: String, value: String?)] {
        let manifest = reference.manifests[pod.namespace] ?? [:]
        return Set(pod.namespaceLabels.keys).union(manifest.keys).sorted().compactMap { key in
            key == automaticLabel || pod.namespaceLabels[key] == manifest[key] ? nil : (key, manifest[key])
        }
    }

    private func changing(
        _ state: ReferenceWorld.State, _ path: WritableKeyPath<ReferenceConnection, ReferenceEndpoint>,
        _ change: (inout ReferencePod) -> Void
    ) -> ReferenceWorld.State {
        guard var pod = state.connection[keyPath: path].pod else { return state }
        change(&pod)
        var state = state
        state.connection[keyPath: path] = .pod(pod)
        return state
    }

    /// At both ends, if they share it.
    private func changingNamespace(
        _ name: String, of state: ReferenceWorld.State, _ change: (inout [String: String]) -> Void
    ) -> ReferenceWorld.State {
        var state = state
        for path in [\ReferenceConnection.source, \ReferenceConnection.destination]
        where state.connection[keyPath: path].pod?.namespace == name {
            state = changing(state, path) { change(&$0.namespaceLabels) }
        }
        return state
    }
}

extension ReferenceWorld.State {
    /// Nil if the witness does not say how unspecified behaviour turns out.
    init?(_ witness: Witness) {
        guard let blocks = witness.behaviour.ipBlockMatchesPods,
            let initPorts = witness.behaviour.initContainerPortsCount
        else { return nil }
        connection = ReferenceConnection(witness.connection)
        choices = ReferenceChoices(blocksMatchPods: blocks, initPortsCount: initPorts)
        denyingOwners = []
        if witness.owners[.source] == .denyAll { denyingOwners.insert(.egress) }
        if witness.owners[.destination] == .denyAll { denyingOwners.insert(.ingress) }
    }
}

extension ReferenceConnection {
    init(_ connection: Connection) {
        source = ReferenceEndpoint(connection.source)
        destination = ReferenceEndpoint(connection.destination)
        transport = connection.transport
        port = Int(connection.port)
    }
}

extension ReferenceEndpoint {
    init(_ endpoint: Endpoint) {
        switch endpoint {
        case .external(let address): self = .external(address)
        // Where no policy speaks of addresses, policies cannot tell a node from what is outside. A node has an address.
        case .node(let addresses): self = .external(addresses[0])
        case .pod(let pod):
            self = .pod(
                ReferencePod(
                    namespace: pod.namespace.name, namespaceLabels: pod.namespace.labels ?? [:], labels: pod.labels,
                    ports: pod.namedPorts.map {
                        ReferencePod.Port(
                            name: $0.name, transport: $0.transport, number: Int($0.port),
                            isOfInitContainer: $0.isOfInitContainer)
                    },
                    address: pod.addresses?.first, workload: pod.workload.map { "\($0.kind)/\($0.name)" }))
        }
    }
}
