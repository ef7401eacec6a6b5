import NetworkModel
import PolicyModel

extension World {
    var hasImplications: Bool {
        !universe.namespaces.implications.isEmpty || !universe.pods.implications.isEmpty
    }

    /// Keys of namespace labels that everything else may be relabelled beside, and that a question could depend on;
    /// sorted.
    ///
    /// - Parameter asked: those that it asks for; who may change policies is always asked.
    func immutableLabels(among asked: Set<String>) -> [Universe.LabelAssumption] {
        let namespaces = universe.namespaces
        guard namespaces.relabel == .everyKey else { return [] }
        let immutable = namespaces.labels.filter { $0.isImmutable && namespaces.relabel.includes($0.key) }.map(\.key)
        guard !immutable.isEmpty, cluster.namespaces.contains(where: \.hasManifest) else { return [] }
        let asked = asked.union((namespaces.untrusted?.requirements ?? []).map(\.key))
        return immutable.filter(asked.contains).map { .immutable(key: $0) }
    }
}

extension ClaimWorkspace {
    /// Those that an obligation about this claim could depend on.
    ///
    /// What is fixed is no premise of the solver's, so that no core can tell which of them a proof needs.
    func immutableLabels(in obligation: Obligation) -> [Universe.LabelAssumption] {
        var asked = Set(obligation.domains.filter { $0.space == .namespace }.map(\.key))
        var atoms = AtomCollector()
        for conditions in [claim.conditions] + claim.limits.map(\.conditions) {
            atoms.visit(EndpointRole.pair.map { conditions[$0] ?? .always }, in: table)
        }
        atoms.visit(claim.relation, in: table)
        for atom in atoms.atoms {
            switch atom {
            case .label(let variable, _) where variable.space == .namespace: asked.insert(variable.key)
            case .sameLabel(.namespace, let key, _, _): asked.insert(key)
            default: break
            }
        }
        return world.immutableLabels(among: asked)
    }
}
