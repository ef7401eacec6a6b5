import NetworkModel
import PolicyModel

extension DerivationWorkspace {
    private struct Likeness: Hashable {
        var formulas: [Formula?]
        var states: [Int]
        var declared: [PortSet]
        var kind: Int
        var workload: WorkloadIdentity?
        var isOfWorkload: Bool
        /// A namespace with free labels is alike to itself only.
        var pinned: Site.Place?
    }

    func grouped(_ located: [Located], _ builder: inout ObligationBuilder) -> [SiteClass] {
        let named = Set(namedWorkloads)
        var positions: [Likeness: Int] = [:]
        var classes: [SiteClass] = []
        for item in located {
            let unasked = builder.unaskedLabels(at: item.site, .source)
            let fixed = builder.fixedLabels(at: item.site, .source, except: unasked)
            let likeness = likeness(of: item, fixed, unasked, named)
            if let position = positions[likeness] {
                classes[position].group.members.append(item.site)
                continue
            }
            positions[likeness] = classes.count
            var group = SiteGroup.anything(at: item.site.place)
            group.members = [item.site]
            (group.fixed, group.unasked) = (fixed, unasked)
            classes.append(
                SiteClass(
                    group: group, workload: likeness.workload, passes: item.passes, ownerDecides: item.ownerDecides,
                    isLeftOpen: item.isLeftOpen))
        }
        return classes
    }

    private func likeness(
        of item: Located, _ fixed: [LabelVariable: String?], _ unasked: Set<LabelVariable>,
        _ named: Set<WorkloadIdentity>
    ) -> Likeness {
        let variables = relevance.variables(of: .source).filter { !unasked.contains($0) }
        let states = variables.map { variable in
            fixed[variable].map { relevance.domain(of: variable).index(of: $0) } ?? -3
        }
        let isFree = variables.contains { $0.space == .namespace && fixed[$0] == nil }
        let kind =
            switch item.site.place {
            case .external: 0
            case .future: 1
            case .namespace: 2
            case .node: 3
            }
        let workload = item.site.workload.map { world.cluster.workloads[$0].identity }
        return Likeness(
            formulas: [item.passes, item.ownerDecides, item.isLeftOpen].flatMap { formulas in
                Direction.allCases.map { formulas[$0] }
            },
            states: states,
            declared: relevance.namedPorts(of: .destination).flatMap { world.declaredPorts($0, at: item.site) ?? [] },
            kind: kind, workload: workload.flatMap { named.contains($0) ? $0 : nil }, isOfWorkload: workload != nil,
            pinned: isFree ? item.site.place : nil)
    }
}
