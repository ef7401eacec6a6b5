import NetworkModel
import PolicyModel

extension TouchedDecision {
    /// Where a touched endpoint of the claim may be, if the claim may be violated there, or violated anew if it held.
    func touchedSites(_ part: PreparedPart, _ role: EndpointRole, held: Bool) -> [PreparedSite] {
        let violation = part.formulas.violation
        // What is touched is in namespaces that are known by name; only those that are gone may be there in the future.
        let areListed = positions.count == touched.namespaces.count
        let candidates = workspace.candidates(
            for: role, at: areListed ? [.listed] : [.listed, .future], and: pods[role] ?? .never, among: positions)
        return candidates.compactMap { candidate in
            var condition = candidate.condition
            if held, let shift = shifts?[violation]?[role] {
                // What the claim asks stays, beside what is left of the shift once that is known.
                let known = knowledge(of: condition, at: [candidate.site.place], part, role)
                let changed = simplified(shift, under: [part.knowledge, known])
                condition = workspace.table.all([condition, changed])
                if condition == .never { return nil }
            }
            var site = workspace.prepared(candidate, role)
            site.condition = condition
            return site.verdict == .never && violation != .noConnection ? nil : site
        }
    }

    private func simplified(_ formula: Formula, under knowledge: [Knowledge]) -> Formula {
        knowledge.reduce(formula) { formula, known in
            var simplification = Simplification(under: known)
            return simplification.simplified(formula, in: &workspace.table)
        }
    }

    /// All sites of an end after the change.
    func sites(_ part: PreparedPart, _ role: EndpointRole) -> [PreparedSite] {
        let places: Set<Candidates.PlaceKind> = hasOtherNames ? [.listed, .future] : [.listed]
        let fresh = workspace.candidates(for: role, at: places, among: positions).map { workspace.prepared($0, role) }
        let kept = (part.sites[role] ?? []).filter { site in
            switch site.place {
            case .external: true
            case .future: !hasOtherNames
            case .namespace(let name): !touched.namespaces.contains(name)
            }
        }
        return kept + fresh
    }

    // MARK: The obligation

    func obligation(
        _ part: PreparedPart, _ ends: [PreparedSite], _ role: EndpointRole, _ scope: Scope
    ) -> Obligation {
        var builder = ObligationBuilder(workspace, scope, .violation)
        let places = builder.places(for: role)
        let ends = ends.filter { places.contains($0.kind) }
        let opposite = builder.places(for: role.other)
        let sites = sites(part, role.other).filter { opposite.contains($0.kind) }
        let others = others(sites, part, facing: ends, role)
        return builder.build(from: [role: ends.compactMap(world.located), role.other: others])
    }

    /// Those sites of the other end where a violation with one of these ends may be, simplified under what these imply:
    /// that stays asserted of these themselves.
    func others(
        _ sites: [PreparedSite], _ part: PreparedPart, facing ends: [PreparedSite], _ role: EndpointRole
    ) -> [ObligationBuilder.Located] {
        let needsPassage = part.formulas.violation != .noConnection
        let premises = ends.map { workspace.table.all([$0.condition, needsPassage ? $0.verdict : .always]) }
        let known = knowledge(
            of: workspace.table.any(premises), at: ends.compactMap { world.site($0)?.place }, part, role)
        if ends.isEmpty || known.isContradictory { return [] }
        var simplification = Simplification(under: known)
        return sites.compactMap { site in
            var site = site
            site.condition = simplification.simplified(site.condition, in: &workspace.table)
            if site.condition == .never { return nil }
            site.verdict = simplification.simplified(site.verdict, in: &workspace.table)
            return site.verdict == .never && needsPassage ? nil : world.located(site)
        }
    }

    /// What holds wherever a formula does, of a pod at one of these places.
    private func knowledge(
        of formula: Formula, at places: [Site.Place], _ part: PreparedPart, _ role: EndpointRole
    ) -> Knowledge {
        var knowledge = Knowledge.implied(by: formula, in: workspace.table)
        knowledge.know(isPod: role, true)
        guard case .namespace(let position)? = places.first, places.allSatisfy({ $0 == places[0] }) else {
            return knowledge
        }
        let namespace = world.cluster.namespaces[position]
        for key in (part.namespaceKeys[role] ?? []) + [namespaceNameLabel] {
            guard case .fixed(let value) = world.state(of: key, in: namespace) else { continue }
            knowledge.know(LabelVariable(role: role, space: .namespace, key: key), in: .exactly(value))
        }
        return knowledge
    }
}
