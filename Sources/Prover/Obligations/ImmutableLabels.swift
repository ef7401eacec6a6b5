import NetworkModel
import PolicyModel

extension World {
    var hasImplications: Bool {
        !universe.namespaces.implications.isEmpty || !universe.pods.implications.isEmpty
    }
}

extension ClaimWorkspace {
    /// Keys that everything else may be relabelled beside, and that an obligation about this claim could depend on; sorted.
    ///
    /// What is fixed is no premise of the solver's, so that no core can tell which of them a proof needs.
    func immutableLabels(in obligation: Obligation) -> [Universe.LabelAssumption] {
        let namespaces = world.universe.namespaces
        guard namespaces.relabel == .everyKey else { return [] }
        let immutable = namespaces.labels.filter { $0.isImmutable && namespaces.relabel.includes($0.key) }.map(\.key)
        guard !immutable.isEmpty, world.cluster.namespaces.contains(where: \.hasManifest) else { return [] }
        var asked = Set(obligation.domains.filter { $0.space == .namespace }.map(\.key))
        asked.formUnion((namespaces.untrusted?.requirements ?? []).map(\.key))
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
        return immutable.filter(asked.contains).map { .immutable(key: $0) }
    }
}
