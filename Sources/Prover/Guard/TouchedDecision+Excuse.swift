import NetworkModel
import PolicyModel

extension TouchedDecision {
    static func excuse(
        for change: WorldChange, _ touched: TouchedPods, _ prepared: PreparedClaims, _ world: World
    ) -> Excuse {
        let before = prepared.world
        guard change.policies.isEmpty, let cluster = change.cluster,
            cluster.namespaces.count == before.cluster.namespaces.count
        else { return .none }
        let changed = touched.namespaces.filter {
            cluster.namespace(named: $0) != before.cluster.namespace(named: $0)
        }
        if touched.workloads.isEmpty {
            let isUnasked = changed.allSatisfy { name in
                guard let old = before.cluster.namespace(named: name), let new = cluster.namespace(named: name),
                    old.hasManifest == new.hasManifest
                else { return false }
                let keys = Set(old.labels.keys).union(new.labels.keys).filter { old.labels[$0] != new.labels[$0] }
                return prepared.vocabulary.keys.isDisjoint(with: keys)
            }
            return isUnasked ? .unaskedLabels : .none
        }
        guard changed.isEmpty else { return .none }
        let isLikeOthers = touched.workloads.allSatisfy { identity in
            [before, world].allSatisfy { world in
                world.cluster.workload(identity).map { !$0.isGoverned || !world.standsApart($0) } ?? true
            }
        }
        return isLikeOthers ? .likeOtherPods : .none
    }

    func isExcused(_ part: PreparedPart) -> Bool {
        switch excuse {
        case .none: false
        case .unaskedLabels: true
        case .likeOtherPods: part.namedWorkloads.isDisjoint(with: touched.workloads)
        }
    }
}
