import NetworkModel
import PolicyModel

extension DerivationWorkspace {
    private struct Likeness: Hashable {
        var formulas: [Formula?]
        /// Where policies are tracked.
        var governed: [Direction: SiteVerdicts.Governed]
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
                for (direction, tracked) in item.tracked {
                    classes[position].premises[direction]?.policies.append(tracked.numbers)
                }
                continue
            }
            positions[likeness] = classes.count
            var group = SiteGroup.anything(at: item.site.place)
            group.members = [item.site]
            (group.fixed, group.unasked) = (fixed, unasked)
            var siteClass = SiteClass(
                group: group, workload: likeness.workload, passes: item.passes, ownerDecides: item.ownerDecides,
                isLeftOpen: item.isLeftOpen)
            for direction in Direction.allCases {
                guard let tracked = item.tracked[direction] else { continue }
                track(tracked, direction, of: &siteClass, number: classes.count, &builder)
            }
            classes.append(siteClass)
        }
        return classes
    }

    /// Makes a premise of each policy of a class.
    private func track(
        _ tracked: Tracked, _ direction: Direction, of siteClass: inout SiteClass, number: Int,
        _ builder: inout ObligationBuilder
    ) {
        let (role, first) = (EndpointRole.subject(of: direction), builder.premises.count)
        for position in tracked.governed.entries.indices {
            builder.premises.append(.policy(role, group: number, position: position))
        }
        siteClass.premises[direction] = SiteClass.Premises(first: first, policies: [tracked.numbers])
        // What always passes may do so because of one policy: that a connection fails would rest on it.
        if program.gates.contains(direction) {
            siteClass.passes[direction] = workspace.trackedVerdict(
                of: tracked.governed, role, firstPremise: first)
        }
        if siteClass.isLeftOpen[direction] != nil {
            siteClass.isLeftOpen[direction] = openness(of: tracked.governed, direction, firstPremise: first)
        }
    }

    /// For each premise the first one of those that share a policy with it, directly or through others.
    var representativesOfPremises: [Int] {
        var shared = SharedPremises(count: premises.count)
        for siteClass in classes {
            for direction in Direction.allCases {
                guard let own = siteClass.premises[direction] else { continue }
                shared.add(own.policies, from: own.first)
            }
        }
        return shared.representatives
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
            governed: item.tracked.mapValues(\.governed),
            states: states,
            declared: relevance.namedPorts(of: .destination).flatMap { world.declaredPorts($0, at: item.site) ?? [] },
            kind: kind, workload: workload.flatMap { named.contains($0) ? $0 : nil }, isOfWorkload: workload != nil,
            pinned: isFree ? item.site.place : nil)
    }
}
