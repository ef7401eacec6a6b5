import Evaluation
import NetworkModel
import PolicyModel

/// Decides a connection of a class by the evaluator in both revisions: they must disagree in the way that the class says.
struct DifferenceReplay {
    let revisions: AlignedRevisions

    /// - Throws: `DifferenceError.replayDisagrees` if they do not.
    func replayed(
        _ witness: Witness, _ kind: DifferenceKind, of description: ConnectionSet, addressesMatter: Bool
    ) throws(DifferenceError) -> DifferenceWitness {
        let base = inBase(witness)
        let replays = (
            base: replay(revisions.base, base, !kind.isOpening), head: replay(revisions.head, witness, kind.isOpening)
        )
        for (name, replay, witness) in [("base", replays.base, base), ("head", replays.head, witness)] {
            if let objection = replay.objection(to: witness) {
                throw .replayDisagrees("in the \(name) revision \(objection)")
            }
        }
        return DifferenceWitness(
            head: witness, base: base, headDecision: replays.head.decision(for: witness, explaining: true),
            baseDecision: replays.base.decision(for: base, explaining: true),
            absentLabels: absent(in: witness, description), addressesMatter: addressesMatter)
    }

    private func replay(_ world: World, _ witness: Witness, _ isAllowed: Bool) -> Replay {
        let ends = EndpointRole.pair.map { witness.endpoint($0).pod?.namespace.isListed == false }
        let protected = isAllowed ? ends[1] : ends.contains(true)
        return Replay(
            world: world, claim: .anything(isAllowed ? .never : .always), scope: protected ? .future : .listed)
    }

    /// The same connection, with what the base revision says of listed namespaces and workloads.
    func inBase(_ witness: Witness) -> Witness {
        var witness = witness
        for role in EndpointRole.pair {
            witness.updatePod(role) { pod in
                if let listed = revisions.base.cluster.namespace(named: pod.namespace.name) {
                    pod.namespace.labels = labels(of: listed, pod.namespace.labels ?? [:])
                }
                guard let workload = pod.workload.flatMap(revisions.base.cluster.workload) else { return }
                let open = pod.labels.filter { workload.leavesOpen($0.key) }
                pod.labels = workload.podLabels.merging(open) { _, chosen in chosen }
                pod.namedPorts = workload.namedPorts
            }
        }
        return witness
    }

    private func labels(of listed: Namespace, _ head: [String: String]) -> [String: String] {
        var labels: [String: String] = [:]
        for key in Set(head.keys).union(listed.labels.keys) {
            switch revisions.base.state(of: key, in: listed) {
            case .fixed(let value): labels[key] = value
            case .free: labels[key] = head[key]
            }
        }
        return labels
    }

    /// Labels that the class speaks of, and the witness lacks.
    private func absent(in witness: Witness, _ description: ConnectionSet) -> [LabelVariable] {
        var result: [LabelVariable] = []
        for (role, end) in [(EndpointRole.source, description.from), (.destination, description.to)] {
            guard let pod = witness.endpoint(role).pod, let pods = end.pods else { continue }
            for condition in pods.labels where pod.labels[condition.key] == nil {
                result.append(LabelVariable(role: role, space: .pod, key: condition.key))
            }
            for condition in pods.namespaceLabels where pod.namespace.labels?[condition.key] == nil {
                result.append(LabelVariable(role: role, space: .namespace, key: condition.key))
            }
        }
        return result.sorted()
    }
}
