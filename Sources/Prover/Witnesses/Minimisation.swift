import Evaluation
import NetworkModel
import PolicyModel

/// Makes a witness plain: drops and replaces what it can do without, one thing at a time, and replays after each.
struct Minimisation {
    let replay: Replay
    /// How the connection must still pass; nil where any way will do.
    var way: ConnectionWay?

    /// A witness from which nothing more can be dropped and in which no single value can be plainer.
    func minimised(_ witness: Witness) -> Witness {
        var current = witness
        while let better = step(from: current) { current = better }
        return current
    }

    /// Label keys that the witness does not carry, and that would matter if it did.
    func absences(in witness: Witness, among domains: [LabelDomain]) -> [LabelVariable] {
        var result: [LabelVariable] = []
        for role in EndpointRole.pair {
            guard let pod = witness.endpoint(role).pod else { continue }
            for domain in domains where domain.key != namespaceNameLabel {
                let labels = domain.space == .pod ? pod.labels : pod.namespace.labels ?? [:]
                guard labels[domain.key] == nil, matters(domain, absentAt: role, in: witness) else { continue }
                result.append(LabelVariable(role: role, space: domain.space, key: domain.key))
            }
        }
        return result.sorted()
    }

    /// Some mentioned value would end the violation.
    private func matters(_ domain: LabelDomain, absentAt role: EndpointRole, in witness: Witness) -> Bool {
        domain.mentioned.prefix(Self.triedValues).contains { value in
            var other = witness
            other.updateLabels(role, domain.space) { $0[domain.key] = value }
            guard replay.claim.isolatedDirection == nil else { return !replay.violates(other) }
            let decision = replay.decision(for: other)
            return decision.overall != replay.decision(for: witness).overall || !replay.meetsPremises(other)
        }
    }

    /// More values of one key are not tried: the answer only decides whether an absent label is mentioned.
    private static let triedValues = 64

    private func step(from witness: Witness) -> Witness? {
        candidates(for: witness).lazy.map { change in
            var other = witness
            change(&other)
            return other
        }.first { $0 != witness && replay.violates($0) && keepsWay($0) }
    }

    private func keepsWay(_ witness: Witness) -> Bool {
        way == nil || way == ConnectionWay(replay.decision(for: witness))
    }

    private typealias Change = (inout Witness) -> Void

    private func candidates(for witness: Witness) -> [Change] {
        var changes: [Change] = []
        if witness.connection.transport != .tcp { changes.append { $0.connection.transport = .tcp } }
        changes += plainerPorts(than: witness.connection.port)
        for role in EndpointRole.pair {
            changes += owners(of: role, in: witness)
            guard let pod = witness.endpoint(role).pod else { continue }
            changes += droppedPorts(of: pod, role) + droppedLabels(of: pod, role)
            changes += plainerNamespace(of: pod, role) + droppedTogether(of: pod, role)
        }
        return changes
    }

    private func plainerPorts(than port: UInt16) -> [Change] {
        let known = PlainPorts.wellKnown
        let plainer = known.prefix(known.firstIndex(of: port) ?? known.count)
        return plainer.map { plain in
            { witness in
                // A pod that declares the port under a name declares the plainer one instead.
                witness.updatePod(.destination) { pod in
                    for index in pod.namedPorts.indices where pod.workload == nil { pod.namedPorts[index].port = plain }
                }
                witness.connection.port = plain
            }
        }
    }

    private func owners(of role: EndpointRole, in witness: Witness) -> [Change] {
        witness.owners[role] == nil ? [] : [{ $0.owners[role] = nil }]
    }

    private func droppedPorts(of pod: Pod, _ role: EndpointRole) -> [Change] {
        guard pod.workload == nil else { return [] }
        return pod.namedPorts.map { port in
            { witness in witness.updatePod(role) { $0.namedPorts.removeAll { $0 == port } } }
        }
    }

    /// Labels that go together by a rule of the universe, where no single one of them can go.
    private func droppedTogether(of pod: Pod, _ role: EndpointRole) -> [Change] {
        let universe = replay.world.universe
        let listed = replay.world.cluster.namespace(named: pod.namespace.name)
        func changes(_ implications: [Universe.LabelImplication], _ space: LabelSpace) -> [Change] {
            implications.map { implication in
                { witness in
                    witness.updateLabels(role, space) { labels in
                        for key in implication.keys where key != namespaceNameLabel {
                            labels[key] = space == .namespace ? listed?.labels[key] : nil
                        }
                    }
                }
            }
        }
        let pods = pod.workload == nil ? changes(universe.pods.implications, .pod) : []
        return pods + changes(universe.namespaces.implications, .namespace)
    }

    private func droppedLabels(of pod: Pod, _ role: EndpointRole) -> [Change] {
        let own = pod.labels.keys.sorted().map { key -> Change in
            { witness in witness.updateLabels(role, .pod) { $0[key] = nil } }
        }
        let listed = replay.world.cluster.namespace(named: pod.namespace.name)?.labels ?? [:]
        let namespace = (pod.namespace.labels ?? [:]).keys.sorted().filter {
            $0 != namespaceNameLabel && listed[$0] == nil
        }
        return own
            + namespace.map { key -> Change in
                { witness in witness.updateLabels(role, .namespace) { $0[key] = nil } }
            }
    }

    /// A listed namespace as the input has it is plainer than one with a label changed.
    private func plainerNamespace(of pod: Pod, _ role: EndpointRole) -> [Change] {
        guard let listed = replay.world.cluster.namespace(named: pod.namespace.name) else { return [] }
        return listed.labels.keys.sorted().filter { pod.namespace.labels?[$0] != listed.labels[$0] }.map { key in
            { witness in witness.updateLabels(role, .namespace) { $0[key] = listed.labels[key] } }
        } + [{ witness in witness.updateLabels(role, .namespace) { $0 = listed.labels } }]
    }
}

extension Witness {
    /// Changes labels of a pod or of its namespace; a namespace that both ends share is changed for both.
    mutating func updateLabels(_ role: EndpointRole, _ space: LabelSpace, _ change: (inout [String: String]) -> Void) {
        guard space == .namespace else {
            updatePod(role) { change(&$0.labels) }
            return
        }
        guard let namespace = endpoint(role).pod?.namespace else { return }
        var labels = namespace.labels ?? [:]
        change(&labels)
        for end in EndpointRole.pair where endpoint(end).pod?.namespace.name == namespace.name {
            updatePod(end) { $0.namespace.labels = labels }
        }
    }
}
