import NetworkModel
import PolicyModel

/// Makes a derivation plain: drops and replaces what it can do without, one thing at a time, and replays after each.
struct DerivationMinimisation {
    let replay: DerivationReplay
    /// What must stay so beside.
    var keeps: (DerivationDraft) -> Bool = { _ in true }

    /// A derivation from which nothing more can be dropped and in which no single value can be plainer.
    func minimised(_ draft: DerivationDraft) -> DerivationDraft {
        var current = draft
        while let better = step(from: current) { current = better }
        return current
    }

    private typealias Change = (inout DerivationDraft) -> Void

    private func step(from draft: DerivationDraft) -> DerivationDraft? {
        changes(of: draft).lazy.map { change in
            var other = draft
            change(&other)
            return other
        }.first { $0 != draft && keeps($0) && replay.holds($0) }
    }

    private func changes(of draft: DerivationDraft) -> [Change] {
        var changes = draft.steps.indices.flatMap { step in
            draft.steps[step].attempts.indices.flatMap { plainerTargets(step, $0, in: draft) }
        }
        for position in draft.endpoints.indices {
            guard let pod = draft.endpoints[position].pod else { continue }
            changes += droppedPorts(of: pod, position) + droppedLabels(of: pod, position)
            changes += plainerNamespace(of: pod, position) + droppedTogether(of: pod, position)
        }
        return changes
    }

    private func plainerTargets(_ step: Int, _ position: Int, in draft: DerivationDraft) -> [Change] {
        let attempt = draft.steps[step].attempts[position]
        var changes: [Change] = []
        for role in [EndpointRole.source, .destination] where (attempt.owners[role] ?? .none) != .none {
            changes.append { $0.steps[step].attempts[position].owners[role] = nil }
        }
        if attempt.transport != .tcp {
            let all = agreeing(with: position, on: .transport, draft.steps[step].rule)
            changes.append { draft in for other in all { draft.steps[step].attempts[other].transport = .tcp } }
        }
        let all = agreeing(with: position, on: .port, draft.steps[step].rule)
        let known = PlainPorts.wellKnown
        for plain in known.prefix(known.firstIndex(of: attempt.port) ?? known.count) {
            changes.append { draft in for other in all { draft.aim(step, other, at: plain) } }
        }
        return changes
    }

    /// The attempts of a rule that must change together.
    private func agreeing(
        with position: Int, on subject: DatalogProgram.Agreement.Subject, _ rule: Int
    ) -> [Int] {
        var result = [position]
        for _ in replay.program.rules[rule].agreements {
            for agreement in replay.program.rules[rule].agreements where agreement.subject == subject {
                let ends = [agreement.first, agreement.second]
                guard result.contains(where: ends.contains) else { continue }
                result += ends.filter { !result.contains($0) }
            }
        }
        return result
    }

    private func droppedPorts(of pod: Pod, _ position: Int) -> [Change] {
        guard pod.workload == nil else { return [] }
        return pod.namedPorts.map { port in
            { draft in draft.updatePod(position) { $0.namedPorts.removeAll { $0 == port } } }
        }
    }

    private func droppedLabels(of pod: Pod, _ position: Int) -> [Change] {
        let own = pod.labels.keys.sorted().map { key -> Change in
            { draft in draft.updateLabels(position, .pod) { $0[key] = nil } }
        }
        let listed = replay.world.cluster.namespace(named: pod.namespace.name)?.labels ?? [:]
        let namespace = (pod.namespace.labels ?? [:]).keys.sorted().filter {
            $0 != namespaceNameLabel && listed[$0] == nil
        }
        return own
            + namespace.map { key -> Change in
                { draft in draft.updateLabels(position, .namespace) { $0[key] = nil } }
            }
    }

    /// Labels that go together by a rule of the universe, where no single one of them can go.
    private func droppedTogether(of pod: Pod, _ position: Int) -> [Change] {
        let universe = replay.world.universe
        let listed = replay.world.cluster.namespace(named: pod.namespace.name)
        func changes(_ implications: [Universe.LabelImplication], _ space: LabelSpace) -> [Change] {
            implications.map { implication in
                { draft in
                    draft.updateLabels(position, space) { labels in
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

    /// A listed namespace as the input has it is plainer than one with a label changed.
    private func plainerNamespace(of pod: Pod, _ position: Int) -> [Change] {
        guard let listed = replay.world.cluster.namespace(named: pod.namespace.name) else { return [] }
        return listed.labels.keys.sorted().filter { pod.namespace.labels?[$0] != listed.labels[$0] }.map { key in
            { draft in draft.updateLabels(position, .namespace) { $0[key] = listed.labels[key] } }
        }
    }
}

extension DerivationDraft {
    /// Lets an attempt aim at another port, which its destination may declare under the name of the old one.
    fileprivate mutating func aim(_ step: Int, _ position: Int, at port: UInt16) {
        let attempt = steps[step].attempts[position]
        updatePod(attempt.destination) { pod in
            for index in pod.namedPorts.indices
            where pod.workload == nil && pod.namedPorts[index].port == attempt.port {
                pod.namedPorts[index].port = port
            }
        }
        steps[step].attempts[position].port = port
    }
}
