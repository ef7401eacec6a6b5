import NetworkModel
import PolicyModel

/// What the policies at one end make of a connection, simplified under what a claim lets be true.
struct SiteVerdicts {
    /// The policies that bear on a site's pods, in canonical order, so that namespaces with like policies look alike.
    struct Governed: Hashable {
        struct Entry: Hashable {
            var tier: Int
            var governing: GoverningPolicy
        }

        var entries: [Entry]
        /// When the policies of the namespace are whatever its owner likes, instead of the entries.
        var unknownIf: Formula
    }

    let world: World
    let direction: Direction
    private let role: EndpointRole
    private var byPlace: [Site.Place: (governed: Governed, numbers: [Int])] = [:]
    private var verdicts: [Governed: Formula] = [:]

    init(_ world: World, at role: EndpointRole) {
        self.world = world
        self.role = role
        direction = role.direction
    }

    /// The policies that bear on the pods of a place, and their numbers by position.
    mutating func governed(
        _ place: Site.Place, _ simplification: inout Simplification, in table: inout FormulaTable
    ) -> (governed: Governed, numbers: [Int]) {
        if let known = byPlace[place] { return known }
        let unknown = simplification.simplified(unknownPolicies(at: place, in: &table), in: &table)
        var listed: [(entry: Governed.Entry, number: Int)] = []
        for entry in entries(at: place) {
            let governing = simplified(entry.governing, &simplification, in: &table)
            guard governing.selects != .never, governing.isolates || !governing.rules.isEmpty else { continue }
            listed.append((Governed.Entry(tier: entry.tier, governing: governing), entry.number))
        }
        listed.sort { $0.entry.canonicalRank.lexicographicallyPrecedes($1.entry.canonicalRank) }
        let result = (Governed(entries: listed.map(\.entry), unknownIf: unknown), listed.map(\.number))
        byPlace[place] = result
        return result
    }

    /// The policies that bear on the pods of a place where one of them, by its number, is another one or gone.
    mutating func governed(
        _ place: Site.Place, replacing number: Int, by replacement: Governed.Entry?,
        _ simplification: inout Simplification, in table: inout FormulaTable
    ) -> Governed {
        var (governed, numbers) = governed(place, &simplification, in: &table)
        if let position = numbers.firstIndex(of: number) { governed.entries.remove(at: position) }
        guard let replacement else { return governed }
        let governing = simplified(replacement.governing, &simplification, in: &table)
        guard governing.selects != .never, governing.isolates || !governing.rules.isEmpty else { return governed }
        let entry = Governed.Entry(tier: replacement.tier, governing: governing)
        let rank = entry.canonicalRank
        let place = governed.entries.firstIndex { rank.lexicographicallyPrecedes($0.canonicalRank) }
        governed.entries.insert(entry, at: place ?? governed.entries.count)
        return governed
    }

    /// When a connection passes the policies of a site.
    mutating func verdict(of governed: Governed, in table: inout FormulaTable) -> Formula {
        if let known = verdicts[governed] { return known }
        let result = verdict(of: governed, premises: nil, in: &table)
        verdicts[governed] = result
        return result
    }

    /// As above, with each policy there only if its premise holds; `premises` is the number of the first.
    func verdict(of governed: Governed, premises: Int?, in table: inout FormulaTable) -> Formula {
        let entries = entries(of: governed, premises: premises, in: &table)
        var allowed = Formula.always
        for (number, tier) in world.program.tiers.enumerated().reversed() {
            let outcome = outcome(of: tier, number, entries, unknownIf: governed.unknownIf, in: &table)
            let passedOn = table.all([table.not(outcome.denies), allowed])
            allowed = table.any([outcome.allows, passedOn])
        }
        return allowed
    }

    /// When no policy isolates the pods of a site; `premises` as for verdicts. Whoever may change the policies of a
    /// namespace may leave its pods to themselves.
    func openness(of governed: Governed, premises: Int?, in table: inout FormulaTable) -> Formula {
        let isolating = entries(of: governed, premises: premises, in: &table).filter { entry in
            entry.governing.isolates && world.program.tiers[entry.tier].unmatched == .denyIfIsolated
        }
        let isOpen = table.not(table.any(isolating.map(\.governing.selects)))
        return table.any([governed.unknownIf, isOpen])
    }

    /// The policies of a site, each there only if its premise holds; `premises` is the number of the first.
    private func entries(
        of governed: Governed, premises: Int?, in table: inout FormulaTable
    ) -> [Governed.Entry] {
        guard let premises else { return governed.entries }
        var entries = governed.entries
        for position in entries.indices {
            let present = table.atom(.premise(premises + position))
            entries[position].governing.selects = table.all([entries[position].governing.selects, present])
        }
        return entries
    }

    private func outcome(
        of tier: Tier, _ number: Int, _ entries: [Governed.Entry], unknownIf: Formula, in table: inout FormulaTable
    ) -> TierOutcome {
        let policies = entries.filter { $0.tier == number }.map(\.governing)
        let known = tier.outcome(
            of: policies,
            tie: { .choice(.tie(tier: number, subject: role, order: $0, position: $1)) }, in: &table)
        guard tier.isWrittenByNamespaceOwners, unknownIf != .never else { return known }
        let ownerAllows = table.atom(.ownerAllows(role, tier: number))
        let ownerDenies = table.all([table.not(ownerAllows), table.atom(.ownerDenies(role, tier: number))])
        let trusted = table.not(unknownIf)
        return TierOutcome(
            allows: table.any([table.all([unknownIf, ownerAllows]), table.all([trusted, known.allows])]),
            denies: table.any([table.all([unknownIf, ownerDenies]), table.all([trusted, known.denies])]))
    }

    private func entries(at place: Site.Place) -> [PolicyIndex.Entry] {
        switch place {
        case .external, .node: []
        case .future:
            world.policies.entries(direction, inNamespace: Universe.futureNamespacePlaceholder)
        case .namespace(let position):
            world.policies.entries(direction, inNamespace: world.cluster.namespaces[position].name)
        }
    }

    /// Of a namespace that does not exist yet nothing is known unless the universe says what it is created with; an
    /// untrusted owner may change whatever there is (abstraction.md §4).
    private func unknownPolicies(at place: Site.Place, in table: inout FormulaTable) -> Formula {
        if place == .external || place == .node { return .never }
        if place == .future, world.universe.namespaces.policies == nil { return .always }
        if case .namespace(let position) = place, world.anyPolicies.contains(world.cluster.namespaces[position].name) {
            return .always
        }
        guard let untrusted = world.universe.namespaces.untrusted else { return .never }
        let formula = world.meaning.formula(of: .namespaceLabels(untrusted), at: role, in: &table)
        var knowledge = Knowledge()
        knowledge.know(isPod: role, true)
        for requirement in untrusted.requirements {
            let variable = LabelVariable(role: role, space: .namespace, key: requirement.key)
            guard case .fixed(let value) = world.state(of: variable, at: Site(place: place)) else { continue }
            knowledge.know(variable, in: .exactly(value))
        }
        var simplification = Simplification(under: knowledge)
        return simplification.simplified(formula, in: &table)
    }

    private func simplified(
        _ policy: GoverningPolicy, _ simplification: inout Simplification, in table: inout FormulaTable
    ) -> GoverningPolicy {
        var policy = policy
        policy.selects = simplification.simplified(policy.selects, in: &table)
        policy.rules = policy.rules.compactMap { rule in
            let matches = simplification.simplified(rule.matches, in: &table)
            return matches == .never ? nil : GoverningPolicy.Rule(action: rule.action, matches: matches)
        }
        return policy
    }
}

extension SiteVerdicts.Governed.Entry {
    /// An order that depends on content alone.
    fileprivate var canonicalRank: [Int32] {
        var rank: [Int32] = [Int32(tier), Int32(governing.order), governing.selects.id, governing.isolates ? 1 : 0]
        for rule in governing.rules {
            let action: Int32 =
                switch rule.action {
                case .allow: 0
                case .deny: 1
                case .pass: 2
                }
            rank += [action, rule.matches.id]
        }
        return rank
    }
}
