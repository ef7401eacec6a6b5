import Evaluation
import NetworkModel
import PolicyModel

/// The same connection between pods that other policies select: where a claim fails for any pod of a namespace, the
/// solver need not look at these labels at all, and the policies that let the connection pass would go unmentioned.
struct SelectedVariants {
    let replay: Replay

    /// Violations that pass in another way than `witness`, each by the labels that one more policy selects.
    func witnesses(near witness: Witness) -> [Witness] {
        guard replay.isViolatedByConnection, replay.claim.isolatedDirection == nil else { return [] }
        return EndpointRole.pair.flatMap { role in
            subjects(of: role, in: witness).map { subject in
                var other = witness
                other.updateLabels(role, .pod) { subject.impose(on: &$0) }
                return other
            }
        }.filter { $0 != witness && replay.violates($0) }
    }

    /// What the policies select in the namespace of an unlisted pod.
    private func subjects(of role: EndpointRole, in witness: Witness) -> [EndpointPredicate] {
        guard let pod = witness.endpoint(role).pod, pod.workload == nil else { return [] }
        let place = pod.namespace.isListed ? pod.namespace.name : Universe.futureNamespacePlaceholder
        var subjects: [EndpointPredicate] = []
        for entry in replay.world.policies.entries(role.direction, inNamespace: place) {
            let subject = replay.world.policies.all[entry.number].subject
            if subjects.count < Self.triedSubjects, !subjects.contains(subject) { subjects.append(subject) }
        }
        return subjects
    }

    /// More are not tried: a namespace of a thousand policies has no reader for all of them.
    private static let triedSubjects = 32
}

extension EndpointPredicate {
    /// Changes labels so that a pod with them is selected, as far as selectors by label ask for it.
    fileprivate func impose(on labels: inout [String: String]) {
        switch self {
        case .podLabels(let selector): for requirement in selector.requirements { requirement.impose(on: &labels) }
        case .all(let parts): for part in parts { part.impose(on: &labels) }
        default: break
        }
    }
}

extension LabelRequirement {
    fileprivate func impose(on labels: inout [String: String]) {
        switch self.operator {
        case .isIn: labels[key] = values.first
        case .exists: labels[key] = labels[key] ?? "any"
        case .notIn: if let value = labels[key], values.contains(value) { labels[key] = nil }
        case .doesNotExist: labels[key] = nil
        }
    }
}
