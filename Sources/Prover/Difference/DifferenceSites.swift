import NetworkModel
import PolicyModel

/// Every place where an end may be, with what the policies of both revisions make of connections there.
struct DifferenceSites {
    struct Located {
        var site: Site
        var base: Formula
        var head: Formula
        /// As above, with only those rules that the other revision has there too.
        var sharedBase: Formula
        var sharedHead: Formula

        var formulas: [Formula] { [base, head, sharedBase, sharedHead] }
        var isChanged: Bool { base != head }
        /// Nothing connects there in either revision.
        var isDead: Bool { base == .never && head == .never }
    }

    private(set) var located: [EndpointRole: [Located]] = [:]
    let twins: TwinVariables
    /// What every connection that the revisions treat differently has in common.
    private(set) var common: Knowledge

    init(_ revisions: AlignedRevisions, in table: inout FormulaTable) {
        let (base, head) = (revisions.base, revisions.head)
        let sites = Self.sites(base, head)
        twins = TwinVariables(base: base, head: head, countsWorkloads: sites.contains { $0.workload != nil })
        var substitution = TwinSubstitution(twins)
        common = Knowledge()
        for role in EndpointRole.pair {
            var verdicts = [SiteVerdicts(base, at: role), SiteVerdicts(head, at: role)]
            var simplification = Simplification(under: Knowledge())
            located[role] = sites.map { site in
                let governed = verdicts.indices.map { side in
                    verdicts[side].governed(site.place, &simplification, in: &table).governed
                }
                let whole = verdicts.indices.map { verdicts[$0].verdict(of: governed[$0], in: &table) }
                let shared = verdicts.indices.map { side in
                    governed[0] == governed[1]
                        ? whole[side]
                        : verdicts[side].verdict(
                            of: governed[side].sharing(with: governed[1 - side], in: &table), in: &table)
                }
                return Located(
                    site: site, base: substitution.substituted(whole[0], in: &table), head: whole[1],
                    sharedBase: substitution.substituted(shared[0], in: &table), sharedHead: shared[1])
            }
        }
    }

    /// Every place of one revision, where all is allowed.
    init(openIn world: World) {
        let open = Self.sites(world, world).map {
            Located(site: $0, base: .always, head: .always, sharedBase: .always, sharedHead: .always)
        }
        for role in EndpointRole.pair { located[role] = open }
        twins = TwinVariables(base: world, head: world, countsWorkloads: false)
        common = Knowledge()
    }

    /// External addresses, listed namespaces (or the listed workloads, where only they exist), and one future namespace.
    private static func sites(_ base: World, _ head: World) -> [Site] {
        var result = [Site(place: .external)]
        let (pods, future) = (head.universe.pods, head.futurePodsMayExist)
        for (position, namespace) in head.cluster.namespaces.enumerated() {
            if pods.exist == .any { result.append(Site(place: .namespace(position))) }
            guard pods.exist == .listed || !pods.labels.isEmpty || !pods.implications.isEmpty else { continue }
            for number in head.workloads[namespace.name] ?? [] where base.cluster.workloads[number].isGoverned {
                result.append(Site(place: .namespace(position), workload: number))
            }
        }
        return result + (future ? [Site(place: .future)] : [])
    }

    /// Every place of a world, compared with itself.
    init(of world: World, in table: inout FormulaTable) {
        twins = TwinVariables(base: world, head: world, countsWorkloads: false)
        common = Knowledge()
        for role in EndpointRole.pair {
            var verdicts = SiteVerdicts(world, at: role)
            var simplification = Simplification(under: Knowledge())
            located[role] = Self.sites(world, world).map { site in
                let (governed, _) = verdicts.governed(site.place, &simplification, in: &table)
                let verdict = verdicts.verdict(of: governed, in: &table)
                return Located(site: site, base: verdict, head: verdict, sharedBase: verdict, sharedHead: verdict)
            }
        }
    }

    /// The same with a head revision whose policies are, at some places, those of whichever mutant is chosen.
    func varied(
        at places: Set<Site.Place>, _ policies: MutatedPolicies, _ variation: inout MutantVariation,
        in table: inout FormulaTable
    ) -> DifferenceSites {
        var result = self
        for role in EndpointRole.pair {
            var verdicts = SiteVerdicts(policies.world, at: role)
            var simplification = Simplification(under: Knowledge())
            for (position, item) in (located[role] ?? []).enumerated() where places.contains(item.site.place) {
                var variants: [(mutant: Int, formula: Formula)] = []
                for mutant in policies.mutants(at: item.site.place) where variation.asked.contains(mutant) {
                    let governed = verdicts.governed(
                        item.site.place, replacing: policies.mutants[mutant].policy,
                        by: policies.entry(mutant, role.direction), &simplification, in: &table)
                    variants.append((mutant, verdicts.verdict(of: governed, in: &table)))
                }
                let head = variation.varied(item.base, variants, in: &table)
                result.located[role]?[position].head = head
                result.located[role]?[position].sharedHead = head
            }
        }
        return result
    }

    /// For each end the connections that have it where something has changed, if any.
    var changedParts: [Part] {
        [EndpointRole.destination, .source].compactMap { role in
            let positions = (located[role] ?? []).indices.filter { located[role]?[$0].isChanged ?? false }
            return positions.isEmpty ? nil : Part(role: role, positions: positions)
        }
    }

    // MARK: Parts

    /// Connections that are looked at together: those with an end of a role at one of these positions of `located`, the
    /// other end anywhere, that the policies of this end treat differently.
    struct Part {
        /// Nil: everything.
        var role: EndpointRole?
        var positions: [Int]
    }

    /// Parts that together hold every connection that may be different; none if nothing has changed.
    ///
    /// - Parameter isWhole: one part for everything, which tells it in the fewest sets; several ones are found faster.
    func parts(isWhole: Bool, in table: inout FormulaTable) -> [Part] {
        var parts: [Part] = []
        for role in [EndpointRole.destination, .source] {
            var numbers: [[Formula]: Int] = [:]
            for (position, item) in (located[role] ?? []).enumerated() where item.isChanged {
                let change = [
                    Self.surplus(of: item.head, over: item.base, in: &table),
                    Self.surplus(of: item.base, over: item.head, in: &table),
                ]
                if let number = numbers[change] {
                    parts[number].positions.append(position)
                } else {
                    numbers[change] = parts.count
                    parts.append(Part(role: role, positions: [position]))
                }
            }
        }
        return isWhole && !parts.isEmpty ? [Part(role: nil, positions: [])] : parts
    }

    /// Of all places those of a part, and of all formulas what can matter to a connection of it that is different: what
    /// has changed at one end says much of such a connection, and most policies of the other end then fall away.
    func sliced(to part: Part, of revisions: AlignedRevisions, in table: inout FormulaTable) -> DifferenceSites {
        var result = self
        if let role = part.role {
            result.located[role] = part.positions.compactMap { located[role]?[$0] }
        }
        var changes: Set<Formula> = []
        for role in part.role.map({ [$0] }) ?? EndpointRole.pair {
            for item in result.located[role] ?? [] where item.isChanged {
                changes.insert(Self.excess(of: item.head, over: item.base, in: &table))
                changes.insert(Self.excess(of: item.base, over: item.head, in: &table))
            }
        }
        result.common = Knowledge.implied(by: table.any(changes.sorted()), in: table)
        var knowledge = result.common
        if let role = part.role { result.learnLabels(role, revisions, &knowledge, in: table) }
        var simplification = Simplification(under: knowledge)
        for role in EndpointRole.pair {
            result.located[role] = (result.located[role] ?? []).map { item in
                let formulas = item.formulas.map { simplification.simplified($0, in: &table) }
                return Located(
                    site: item.site, base: formulas[0], head: formulas[1], sharedBase: formulas[2],
                    sharedHead: formulas[3])
            }
        }
        return result
    }

    /// What the places of a role have in common of the labels of namespaces.
    private func learnLabels(
        _ role: EndpointRole, _ revisions: AlignedRevisions, _ knowledge: inout Knowledge, in table: FormulaTable
    ) {
        var collector = AtomCollector()
        for end in EndpointRole.pair { collector.visit((located[end] ?? []).flatMap(\.formulas), in: table) }
        var variables: Set<LabelVariable> = []
        for case .label(let variable, _) in collector.atoms
        where variable.space == .namespace && variable.role.original == role { variables.insert(variable) }
        for variable in variables.sorted() {
            let world = variable.role == role ? revisions.head : revisions.base
            let original = LabelVariable(role: role, space: variable.space, key: variable.key)
            var states: LabelSet? = .nothing
            for item in located[role] ?? [] {
                guard item.site.isPod, case .fixed(let value) = world.state(of: original, at: item.site) else {
                    states = nil
                    break
                }
                states = states?.union(.exactly(value))
            }
            if let states { knowledge.know(variable, in: states) }
        }
    }

    // MARK: Changes

    /// What a formula allows by alternatives that another does not have.
    private static func surplus(of formula: Formula, over other: Formula, in table: inout FormulaTable) -> Formula {
        let others = Set(table.alternatives(of: other))
        return table.any(table.alternatives(of: formula).filter { !others.contains($0) })
    }

    /// When one formula holds and another does not; alternatives that they share make no difference.
    private static func excess(of formula: Formula, over other: Formula, in table: inout FormulaTable) -> Formula {
        guard case .any(let parts) = table[formula], case .any(let others) = table[other] else {
            return table.all([formula, table.not(other)])
        }
        let own = table.any(parts.filter { !others.contains($0) })
        return table.all([own] + others.map { table.not($0) })
    }
}

extension Knowledge {
    /// What is known, as a formula.
    func formula(in table: inout FormulaTable) -> Formula {
        if isContradictory { return .never }
        var parts: [Formula] = labels.keys.sorted().map { table.atom(.label($0, labels[$0] ?? .anything)) }
        parts.append(table.atom(.target(target)))
        for role in addresses.keys.sorted() { parts.append(table.atom(.address(role, addresses[role] ?? .all))) }
        for role in isPod.keys.sorted() {
            let atom = table.atom(.isPod(role))
            parts.append(isPod[role] == true ? atom : table.not(atom))
        }
        return table.all(parts)
    }
}

extension SiteVerdicts.Governed {
    /// The same policies, of whose rules only those are left that some other policies have too.
    fileprivate func sharing(with other: Self, in table: inout FormulaTable) -> Self {
        var known: Set<[Int32]> = []
        for entry in other.entries {
            for rule in entry.governing.rules {
                known.formUnion(table.alternatives(of: rule.matches).map { entry.key(rule.action, $0) })
            }
        }
        var shared = self
        for position in entries.indices {
            let entry = entries[position]
            shared.entries[position].governing.rules = entry.governing.rules.compactMap { rule in
                let kept = table.alternatives(of: rule.matches).filter { known.contains(entry.key(rule.action, $0)) }
                guard !kept.isEmpty else { return nil }
                return GoverningPolicy.Rule(action: rule.action, matches: table.any(kept))
            }
        }
        return shared
    }
}

extension SiteVerdicts.Governed.Entry {
    fileprivate func key(_ action: Rule.Action, _ matches: Formula) -> [Int32] {
        let number: Int32 =
            switch action {
            case .allow: 0
            case .deny: 1
            case .pass: 2
            }
        return [Int32(tier), number, matches.id]
    }
}

extension FormulaTable {
    /// The parts of a disjunction; of anything else itself.
    fileprivate func alternatives(of formula: Formula) -> [Formula] {
        if case .any(let parts) = self[formula] { parts } else { [formula] }
    }
}
