import NetworkModel
import PolicyModel

/// What the solver is told of two revisions: which states are permitted, and by numbered premises what is asked of them.
struct DifferenceObligation {
    /// What is asked of a connection.
    enum Query: Hashable {
        case isDifferent, isNotDifferent
        /// It would not be different if rules that one revision alone has were gone on the side that denies.
        case isNotDifferentBySharedRules
        /// It is not different though the policies of an end let it pass in both revisions; or it is none of those that
        /// the formulas of policies were made for.
        case isNotDifferentWherePassing(EndpointRole)
        case isNotDifferentBySharedRulesWherePassing(EndpointRole)

        fileprivate static let all: [Query] =
            [.isDifferent, .isNotDifferent, .isNotDifferentBySharedRules]
            + EndpointRole.pair.flatMap {
                [.isNotDifferentWherePassing($0), .isNotDifferentBySharedRulesWherePassing($0)]
            }
    }

    /// Assumed, it makes the question one about connections of which the query's answer is yes.
    static func premise(_ kind: DifferenceKind, _ query: Query) -> Atom {
        // Every kind and every query is one of them all.
        let (kind, query) = (DifferenceKind.allCases.firstIndex(of: kind)!, Query.all.firstIndex(of: query)!)
        return .premise(EndpointRole.pair.count + Query.all.count * kind + query)
    }

    /// True exactly where the policies of an end let a connection pass in both revisions.
    static func passing(_ role: EndpointRole) -> Atom { .premise(Int(role.index)) }

    let obligation: Obligation
    /// The kinds of difference that there may be, before anything is solved.
    let possible: [DifferenceKind]

    /// - Parameter sites: of both revisions, sliced to the part that is asked about.
    init(_ revisions: AlignedRevisions, _ sites: DifferenceSites, expected: [ExpectedOpening], in table: FormulaTable) {
        var builder = DifferenceBuilder(base: revisions.base, head: revisions.head, table: table, sites: sites)
        self = builder.build(expected: expected)
    }

    /// The question whether formulas, each under the premise of its number, can hold of a connection that the universe
    /// permits, whatever the policies say of it.
    static func premises(_ formulas: [Formula], _ revisions: AlignedRevisions, in table: FormulaTable) -> Obligation {
        let sites = DifferenceSites(openIn: revisions.head)
        var builder = DifferenceBuilder(base: revisions.head, head: revisions.head, table: table, sites: sites)
        return builder.build(premises: formulas)
    }

    fileprivate init(_ obligation: Obligation, possible: [DifferenceKind]) {
        self.obligation = obligation
        self.possible = possible
    }
}

/// Groups the sites of two revisions and puts together what holds of them.
private struct DifferenceBuilder {
    struct Group {
        var sites: SiteGroup
        var item: DifferenceSites.Located
    }

    private struct Likeness: Hashable {
        var formulas: [Formula]
        var states: [Int]
        var twinStates: [Int]
        var declared: [PortSet]
        var place: Site.Place?
        var isOfWorkload: Bool

        static let dead = Likeness(
            formulas: [], states: [], twinStates: [], declared: [], place: nil, isOfWorkload: false)
    }

    let base: World
    let head: World
    var table: FormulaTable
    let sites: DifferenceSites
    var relevance = Relevance()

    init(base: World, head: World, table: FormulaTable, sites: DifferenceSites) {
        (self.base, self.head, self.table, self.sites) = (base, head, table, sites)
    }

    mutating func build(expected: [ExpectedOpening]) -> DifferenceObligation {
        let common = sites.common.formula(in: &table)
        let expectation = table.any(expected.map { $0.formula(meaning: head.meaning, in: &table) })
        relevance = relevance(of: [common, expectation])
        var groups: [EndpointRole: [Group]] = [:]
        for role in EndpointRole.pair { groups[role] = grouped(role) }
        let isChanged = groups.mapValues { $0.map { $0.item.base != $0.item.head } }
        func allowed(_ side: KeyPath<DifferenceSites.Located, Formula>, in table: inout FormulaTable) -> Formula {
            table.all(EndpointRole.pair.map { Self.choice(groups[$0] ?? [], $0, side, in: &table) })
        }
        let sides = [\DifferenceSites.Located.base, \.head, \.sharedBase, \.sharedHead].map { allowed($0, in: &table) }
        let somewhere = table.all([common, table.any(changedSites(isChanged))])
        let opened = table.all([somewhere, sides[1], table.not(sides[0])])
        let closed = table.all([somewhere, sides[0], table.not(sides[1])])
        let openedByShared = table.all([somewhere, sides[1], table.not(sides[2])])
        let closedByShared = table.all([somewhere, sides[0], table.not(sides[3])])
        let siteGroups = groups.mapValues { $0.map(\.sites) }
        var assertions = facts(of: siteGroups) + twinFacts(siteGroups)
        let unexpected = table.not(expectation)
        let differences: [DifferenceKind: [Formula]] = [
            .opened: [opened, openedByShared].map { table.all([$0, unexpected]) },
            .openedAsExpected: [opened, openedByShared].map { table.all([$0, expectation]) },
            .closed: [closed, closedByShared],
        ]
        for role in EndpointRole.pair {
            let passes = table.all(
                [\DifferenceSites.Located.base, \.head].map { Self.choice(groups[role] ?? [], role, $0, in: &table) })
            assertions.append(iff(table.atom(DifferenceObligation.passing(role)), passes))
        }
        let outside = table.not(common)
        for kind in DifferenceKind.allCases {
            let formulas = differences[kind] ?? [.never, .never]
            let same = formulas.map { table.not($0) }
            var answers: [(DifferenceObligation.Query, Formula)] = [
                (.isDifferent, formulas[0]), (.isNotDifferent, same[0]), (.isNotDifferentBySharedRules, same[1]),
            ]
            for role in EndpointRole.pair {
                let passes = table.atom(DifferenceObligation.passing(role))
                let answer = same.map { table.any([outside, table.all([passes, $0])]) }
                answers.append((.isNotDifferentWherePassing(role), answer[0]))
                answers.append((.isNotDifferentBySharedRulesWherePassing(role), answer[1]))
            }
            for (query, formula) in answers {
                assertions.append(table.implies(table.atom(DifferenceObligation.premise(kind, query)), formula))
            }
        }
        let obligation = Obligation(
            table: table, groups: siteGroups, assertions: assertions.filter { $0 != .always },
            domains: relevance.domains, premises: [], representatives: [])
        return DifferenceObligation(
            obligation, possible: DifferenceKind.allCases.filter { differences[$0]?[0] ?? .never != .never })
    }

    mutating func build(premises: [Formula]) -> Obligation {
        relevance = relevance(of: premises)
        var groups: [EndpointRole: [SiteGroup]] = [:]
        for role in EndpointRole.pair { groups[role] = grouped(role).map(\.sites) }
        var assertions = facts(of: groups)
        for (number, formula) in premises.enumerated() {
            assertions.append(table.implies(table.atom(.premise(number)), formula))
        }
        return Obligation(
            table: table, groups: groups, assertions: assertions.filter { $0 != .always }, domains: relevance.domains,
            premises: [], representatives: [])
    }

    private mutating func changedSites(_ isChanged: [EndpointRole: [Bool]]) -> [Formula] {
        EndpointRole.pair.flatMap { role in
            (isChanged[role] ?? []).enumerated().filter(\.element).map { table.atom(.site(role, $0.offset)) }
        }
    }

    private static func choice(
        _ groups: [Group], _ role: EndpointRole, _ side: KeyPath<DifferenceSites.Located, Formula>,
        in table: inout FormulaTable
    ) -> Formula {
        var options: [Formula] = []
        for (number, group) in groups.enumerated() {
            options.append(table.all([table.atom(.site(role, number)), group.item[keyPath: side]]))
        }
        return table.any(options)
    }

    /// Everything that any formula depends on.
    private mutating func relevance(of others: [Formula]) -> Relevance {
        let open = SiteVerdicts.Governed(entries: [], unknownIf: .never)
        func item(_ site: Site, _ formula: Formula) -> ObligationBuilder.Located {
            ObligationBuilder.Located(site: site, condition: .always, governed: open, numbers: [], verdict: formula)
        }
        var located: [EndpointRole: [ObligationBuilder.Located]] = [:]
        for role in EndpointRole.pair {
            located[role] = (sites.located[role] ?? []).flatMap { place in place.formulas.map { item(place.site, $0) } }
        }
        let originals = originals()
        located[.source]?.append(contentsOf: (others + originals).map { item(Site(place: .external), $0) })
        return Relevance(located, relations: [], tracked: false, world: head, in: table)
    }

    /// What twins are twins of, where no formula of the head speaks of it any more.
    private mutating func originals() -> [Formula] {
        guard !sites.twins.isEmpty else { return [] }
        var collector = AtomCollector()
        for role in EndpointRole.pair { collector.visit((sites.located[role] ?? []).flatMap(\.formulas), in: table) }
        return collector.atoms.compactMap { atom in
            switch atom {
            case .label(let variable, let set) where variable.role.original != variable.role:
                let original = LabelVariable(role: variable.role.original, space: variable.space, key: variable.key)
                return table.atom(.label(original, set))
            case .namedPort(let role, let name, let transport) where role.original != role:
                return table.atom(.namedPort(role.original, name, transport))
            default: return nil
            }
        }
    }

    // MARK: Groups

    private func grouped(_ role: EndpointRole) -> [Group] {
        var positions: [Likeness: Int] = [:]
        var groups: [Group] = []
        for item in sites.located[role] ?? [] {
            // Where nothing connects it is all the same what else there is.
            let fixed = item.isDead ? [:] : fixedLabels(at: item.site, role)
            let likeness = item.isDead ? .dead : likeness(of: item, fixed, role)
            if let position = positions[likeness] {
                groups[position].sites.members.append(item.site)
                groups[position].sites.policies.append([])
                continue
            }
            positions[likeness] = groups.count
            let sites = SiteGroup(
                members: [item.site], condition: .always, verdict: .always, fixed: fixed, unasked: [], policies: [[]],
                firstPremise: 0)
            groups.append(Group(sites: sites, item: item))
        }
        return groups
    }

    private func fixedLabels(at site: Site, _ role: EndpointRole) -> [LabelVariable: String?] {
        var fixed: [LabelVariable: String?] = [:]
        for variable in relevance.variables(of: role) {
            if case .fixed(let value) = head.state(of: variable, at: site) { fixed[variable] = .some(value) }
        }
        return fixed
    }

    private func likeness(
        of item: DifferenceSites.Located, _ fixed: [LabelVariable: String?], _ role: EndpointRole
    ) -> Likeness {
        let variables = relevance.variables(of: role)
        let states = variables.map { variable in
            fixed[variable].map { relevance.domain(of: variable).index(of: $0) } ?? -3
        }
        let twinStates = variables.filter(sites.twins.contains).map { variable in
            guard case .fixed(let value) = base.state(of: variable, at: item.site) else { return -3 }
            return relevance.domain(of: variable).index(of: value)
        }
        let keys = relevance.namedPorts(of: role)
        let declared = [head, base].flatMap { world in
            keys.flatMap { world.declaredPorts($0, at: item.site) ?? [] }
        }
        let isFree = item.site.place.listed == nil || variables.contains { $0.space == .namespace && fixed[$0] == nil }
        return Likeness(
            formulas: item.formulas, states: states, twinStates: twinStates, declared: declared,
            place: isFree ? item.site.place : nil,
            isOfWorkload: item.site.workload != nil)
    }

    // MARK: Facts

    /// What the universe permits, and how the ends relate, as for claims.
    private mutating func facts(of groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        var builder = ObligationBuilder(ClaimWorkspace(.anything(.never), in: head), .listed, .violation)
        builder.workspace.table = table
        builder.relevance = relevance
        let facts = builder.constraints(on: groups)
        table = builder.workspace.table
        return facts + unusedFacts(groups)
    }

    /// What means nothing has one value, so that no class of connections is told in two spellings: labels of external
    /// addresses, and owners who deny (a connection that they deny is denied in both revisions).
    private mutating func unusedFacts(_ groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        var facts: [Formula] = []
        for role in EndpointRole.pair {
            for tier in head.program.tiers.indices {
                facts.append(table.not(table.atom(.ownerDenies(role, tier: tier))))
            }
            for (number, group) in (groups[role] ?? []).enumerated() where !group.members[0].isPod {
                let site = table.atom(.site(role, number))
                for variable in relevance.variables(of: role) {
                    facts.append(table.implies(site, table.atom(.label(variable, .absent))))
                }
            }
        }
        return facts
    }

    /// The twins are what the base revision says of a site, and where it says nothing they are as in the head.
    private mutating func twinFacts(_ groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        var facts: [Formula] = []
        for role in EndpointRole.pair {
            for (number, group) in (groups[role] ?? []).enumerated() {
                let site = table.atom(.site(role, number))
                for variable in relevance.variables(of: role) where sites.twins.contains(variable) {
                    facts += twinFacts(variable, at: group.members[0]).map { table.implies(site, $0) }
                }
                guard sites.twins.includesNamedPorts else { continue }
                facts += namedPortFacts(role, at: group.members[0]).map { table.implies(site, $0) }
            }
        }
        return facts
    }

    private mutating func twinFacts(_ variable: LabelVariable, at site: Site) -> [Formula] {
        let domain = relevance.domain(of: variable)
        if case .fixed(let value) = base.state(of: variable, at: site) {
            return [table.atom(.label(variable.twin, domain.set(of: value)))]
        }
        return ([LabelSet.absent] + domain.mentioned.map { .oneOf([$0]) }).map { state in
            iff(table.atom(.label(variable, state)), table.atom(.label(variable.twin, state)))
        }
    }

    private mutating func namedPortFacts(_ role: EndpointRole, at site: Site) -> [Formula] {
        relevance.namedPorts(of: role).map { key in
            let twin = table.atom(.namedPort(role.twin, key.name, key.transport))
            guard let declared = base.declaredPorts(key, at: site) else {
                return iff(twin, table.atom(.namedPort(role, key.name, key.transport)))
            }
            let perhaps = table.all([
                table.atom(.target(declared[1])), table.atom(.choice(.initContainerPortsCount)),
            ])
            return iff(twin, table.any([table.atom(.target(declared[0])), perhaps]))
        }
    }

    private mutating func iff(_ left: Formula, _ right: Formula) -> Formula {
        table.all([table.implies(left, right), table.implies(right, left)])
    }
}

extension PairClaim {
    /// A claim about every connection, so that nothing but the universe limits what may be.
    static func anything(_ quantity: ConnectionClaim.Quantity) -> PairClaim {
        .connections(ConnectionClaim(quantity: quantity, from: .everything, to: .everything, protect: .to))
    }
}
