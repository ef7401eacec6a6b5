import Evaluation
import NetworkModel
import PolicyModel

extension World {
    /// Pods can be in namespaces that do not exist yet.
    var futurePodsMayExist: Bool {
        universe.namespaces.exist == .any && universe.pods.exist == .any
    }

    /// What is known of a label of a listed namespace: a manifest is taken to be complete, a missing one says nothing
    /// but the name, and a key that may be relabelled is free (abstraction.md §3).
    func state(of key: String, in namespace: Namespace) -> Candidates.LabelState {
        if key == namespaceNameLabel { return .fixed(namespace.name) }
        if !namespace.hasManifest || universe.namespaces.mayRelabel(key) { return .free }
        return .fixed(namespace.labels[key])
    }

    /// What is known of a label of a listed workload's pods: the template's labels stay, those that controllers write are
    /// free.
    func state(of key: String, of workload: Workload) -> Candidates.LabelState {
        workload.leavesOpen(key) ? .free : .fixed(workload.podLabels[key])
    }

    /// A listed workload has pods that no other pod could be like: no others exist, or the universe's rules for pods
    /// exclude it, or a label that controllers may put on it.
    func standsApart(_ workload: Workload) -> Bool {
        universe.pods.exist == .listed || !obeysRules(workload)
    }

    /// Whatever controllers put on its pods.
    private func obeysRules(_ workload: Workload) -> Bool {
        let rules = universe.pods
        return rules.labels.allSatisfy { rule in
            let admitted = LabelSet.admitted(by: rule)
            return switch state(of: rule.key, of: workload) {
            case .fixed(let value): admitted.contains(value)
            case .free: admitted.isEverything
            }
        }
            && rules.implications.allSatisfy { implication in
                implication.keys.allSatisfy { state(of: $0, of: workload) != .free }
                    && implication.holds(of: workload.podLabels)
            }
    }

    /// What is known of a label at a site.
    func state(of variable: LabelVariable, at site: Site) -> Candidates.LabelState {
        switch (variable.space, site.place) {
        case (.namespace, .namespace(let position)): state(of: variable.key, in: cluster.namespaces[position])
        case (.pod, .namespace): site.workload.map { state(of: variable.key, of: cluster.workloads[$0]) } ?? .free
        case (_, .external), (_, .node), (_, .future): .free
        }
    }
}
