import NetworkModel
import PolicyModel

/// Builds the obligation of a claim in one scope: sites, groups of sites, and what holds of them.
struct ObligationBuilder {
    let world: World
    let scope: Scope
    let question: Question
    let opening: Opening
    let workspace: ClaimWorkspace
    var relevance = Relevance()
    var premises: [Obligation.Premise] = []
    /// Mutants that are asked about instead of the policies as they are.
    var variation: MutantVariation?
    /// An end whose future site stands for more than namespaces yet to be created.
    var unboundEnd: UnboundEnd?

    init(_ workspace: ClaimWorkspace, _ scope: Scope, _ question: Question, opening: Opening = .nowhere) {
        world = workspace.world
        self.workspace = workspace
        self.scope = scope
        self.question = question
        self.opening = opening
    }

    /// A site with what the claim and the policies make of it.
    struct Located {
        var site: Site
        var condition: Formula
        /// What each limit of the claim asks of the endpoint.
        var limits: [Formula] = []
        var governed: SiteVerdicts.Governed
        var numbers: [Int]
        /// Untracked.
        var verdict: Formula
    }

    mutating func build() -> Obligation {
        var located: [EndpointRole: [Located]] = [:]
        for role in EndpointRole.pair { located[role] = locate(role) }
        return build(from: located)
    }

    /// The obligation about these sites alone.
    mutating func build(from located: [EndpointRole: [Located]]) -> Obligation {
        relevance = Relevance(
            located, relations: [workspace.claim.relation] + workspace.claim.limits.map(\.ports),
            tracked: question == .trackedViolation, world: world,
            in: workspace.table)
        var groups: [EndpointRole: [SiteGroup]] = [:]
        for role in EndpointRole.pair { groups[role] = grouped(located[role] ?? [], role) }
        let violation = violation(of: groups)
        var assertions = [violation]
        if violation != .never { assertions += constraints(on: groups) }
        return Obligation(
            table: workspace.table, groups: groups, assertions: assertions, domains: relevance.domains,
            premises: premises, representatives: representatives(in: groups))
    }

    /// Whether any pod can exist in any new namespace under the universe's rules for labels, whatever is claimed.
    mutating func anythingNew() -> Obligation {
        relevance = Relevance([:], relations: [], tracked: false, world: world, in: workspace.table)
        let source = SiteGroup.anything(at: .future)
        let facts = facts(of: source, 0, .source)
        return Obligation(
            table: workspace.table, groups: [.source: [source], .destination: [.anything(at: .external)]],
            assertions: facts, domains: relevance.domains, premises: [], representatives: [])
    }

    private func representatives(in groups: [EndpointRole: [SiteGroup]]) -> [Int] {
        var shared = SharedPremises(count: premises.count)
        guard question == .trackedViolation else { return shared.representatives }
        for group in EndpointRole.pair.flatMap({ groups[$0] ?? [] }) {
            shared.add(group.policies, from: group.firstPremise)
        }
        return shared.representatives
    }

    // MARK: Sites

    private mutating func locate(_ role: EndpointRole) -> [Located] {
        return workspace.sites(for: role, at: places(for: role)).compactMap { candidate in
            guard !question.isAboutPremises else {
                let open = SiteVerdicts.Governed(entries: [], unknownIf: .never)
                return Located(
                    site: candidate.site, condition: candidate.condition, limits: candidate.limits, governed: open,
                    numbers: [], verdict: .always)
            }
            let (governed, numbers) = policies(at: candidate.site.place, role)
            let original = workspace.verdict(of: governed, role)
            let verdict =
                variation?.verdict(at: candidate.site.place, role, original: original, in: workspace) ?? original
            let isBlocked = workspace.claim.violation != .noConnection && verdict == .never
            guard !isBlocked || question == .trackedViolation else { return nil }
            return Located(
                site: candidate.site, condition: candidate.condition, limits: candidate.limits, governed: governed,
                numbers: numbers, verdict: verdict)
        }
    }

    /// The policies that bear on the pods of a place, if they are not left out.
    private mutating func policies(
        at place: Site.Place, _ role: EndpointRole
    ) -> (governed: SiteVerdicts.Governed, numbers: [Int]) {
        let (governed, numbers) = workspace.governed(place, role)
        guard opening.includes(place, role, governedBy: numbers, in: world.policies) else {
            return (governed, numbers)
        }
        let open = SiteVerdicts.Governed(entries: [], unknownIf: governed.unknownIf)
        return workspace.verdict(of: open, role) == .always ? (open, []) : (governed, numbers)
    }

    /// Where an endpoint may be in this scope: the protected side decides, for `always` both sides do.
    func places(for role: EndpointRole) -> Set<Candidates.PlaceKind> {
        let claim = workspace.claim
        guard claim.violation != .noConnection else {
            return scope == .listed ? [.external, .listed] : [.external, .listed, .future]
        }
        guard role == claim.protected else { return [.external, .listed, .future] }
        return scope == .listed ? [.external, .listed] : [.future]
    }

    // MARK: Groups

    /// What makes two sites alike.
    private struct Likeness: Hashable {
        var condition: Formula
        var limits: [Formula] = []
        var verdict: Formula
        var governed: SiteVerdicts.Governed?
        var states: [Int]
        var declared: [PortSet]
        var kind: Candidates.PlaceKind
        /// A pod of no listed workload obeys the universe's rules for labels.
        var isOfWorkload: Bool
        /// A namespace with free labels is alike to itself only.
        var pinned: Site.Place?
    }

    private mutating func grouped(_ located: [Located], _ role: EndpointRole) -> [SiteGroup] {
        var positions: [Likeness: Int] = [:]
        var groups: [SiteGroup] = []
        for item in located {
            let unasked = unaskedLabels(at: item.site, role)
            let fixed = fixedLabels(at: item.site, role, except: unasked)
            let likeness = likeness(of: item, fixed: fixed, unasked: unasked, role)
            if let position = positions[likeness] {
                groups[position].members.append(item.site)
                groups[position].policies.append(item.numbers)
                continue
            }
            positions[likeness] = groups.count
            groups.append(group(of: item, fixed: fixed, unasked: unasked, role, number: groups.count))
        }
        return groups
    }

    private mutating func group(
        of item: Located, fixed: [LabelVariable: String?], unasked: Set<LabelVariable>, _ role: EndpointRole,
        number: Int
    ) -> SiteGroup {
        var group = SiteGroup(
            members: [item.site], condition: item.condition, limits: item.limits, verdict: item.verdict, fixed: fixed,
            unasked: unasked, policies: [item.numbers], firstPremise: premises.count)
        guard question == .trackedViolation else { return group }
        group.verdict = workspace.trackedVerdict(of: item.governed, role, firstPremise: premises.count)
        for position in item.governed.entries.indices {
            premises.append(.policy(role, group: number, position: position))
        }
        return group
    }

    /// Labels that only implications ask for, at a site that they do not bind.
    func unaskedLabels(at site: Site, _ role: EndpointRole) -> Set<LabelVariable> {
        guard !relevance.onlyOfRules.isEmpty else { return [] }
        return relevance.onlyOfRules.filter {
            $0.role == role && !implicationsBind($0.space, at: site, role)
        }
    }

    /// Whether the universe's implications hold of the labels at a site. A listed namespace is bound only where a label
    /// that matters may change: as it is listed it may break them, and then its other labels are all the same.
    func implicationsBind(_ space: LabelSpace, at site: Site, _ role: EndpointRole) -> Bool {
        switch (space, site.place) {
        case (_, .external), (_, .node): false
        case (.pod, _): site.workload == nil
        case (.namespace, .future): true
        case (.namespace, .namespace(let position)):
            world.cluster.namespaces[position].hasManifest
                && relevance.variables(of: role).contains { variable in
                    variable.space == .namespace && !relevance.onlyOfRules.contains(variable)
                        && world.state(of: variable, at: site) == .free
                }
        }
    }

    func fixedLabels(
        at site: Site, _ role: EndpointRole, except unasked: Set<LabelVariable>
    ) -> [LabelVariable: String?] {
        var fixed: [LabelVariable: String?] = [:]
        for variable in relevance.variables(of: role) where !unasked.contains(variable) {
            if case .fixed(let value) = world.state(of: variable, at: site) { fixed[variable] = .some(value) }
        }
        return fixed
    }

    private func likeness(
        of item: Located, fixed: [LabelVariable: String?], unasked: Set<LabelVariable>, _ role: EndpointRole
    ) -> Likeness {
        let variables = relevance.variables(of: role).filter { !unasked.contains($0) }
        let states = variables.map { variable in
            fixed[variable].map { relevance.domain(of: variable).index(of: $0) } ?? -3
        }
        let isFree = variables.contains { $0.space == .namespace && fixed[$0] == nil }
        let kind: Candidates.PlaceKind =
            switch item.site.place {
            case .external: .external
            case .node: .node
            case .future: .future
            case .namespace: .listed
            }
        return Likeness(
            condition: item.condition, limits: item.limits, verdict: item.verdict,
            governed: question == .trackedViolation ? item.governed : nil, states: states,
            declared: relevance.namedPorts(of: role).flatMap { world.declaredPorts($0, at: item.site) ?? [] },
            kind: kind, isOfWorkload: item.site.workload != nil && world.universe.pods.hasRules,
            pinned: isFree ? item.site.place : nil)
    }

    // MARK: The violation

    private mutating func violation(of groups: [EndpointRole: [SiteGroup]]) -> Formula {
        var claim: [Formula] = [workspace.claim.relation]
        var verdicts: [Formula] = []
        for role in EndpointRole.pair {
            let groups = groups[role] ?? []
            claim.append(choice(of: groups, role) { $0.condition })
            verdicts.append(choice(of: groups, role) { $0.verdict })
        }
        claim += limits(of: groups)
        if question.isAboutPremises { return workspace.table.all(claim + futureEnd(groups)) }
        let connection = workspace.table.all(verdicts)
        let violating = workspace.claim.violation == .noConnection ? workspace.table.not(connection) : connection
        return workspace.table.all(claim + [violating] + futureEnd(groups))
    }

    /// What the claim is limited to. Whether it is about anything at all is asked without what is waived first.
    private mutating func limits(of groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        workspace.claim.limits.enumerated().filter { $0.element.isWithin || question != .premises }.map {
            number, limit in
            let ends = EndpointRole.pair.map { role in choice(of: groups[role] ?? [], role) { $0.limits[number] } }
            let connections = workspace.table.all(ends + [limit.ports])
            return limit.isWithin ? connections : workspace.table.not(connections)
        }
    }

    /// At some group of the role this holds.
    private mutating func choice(
        of groups: [SiteGroup], _ role: EndpointRole, _ what: (SiteGroup) -> Formula
    ) -> Formula {
        var options: [Formula] = []
        for (number, group) in groups.enumerated() {
            let formula = what(group)
            guard formula != .never else { continue }
            options.append(workspace.table.all([workspace.table.atom(.site(role, number)), formula]))
        }
        return workspace.table.any(options)
    }

    /// In the future scope of `always` at least one end is in a future namespace.
    private mutating func futureEnd(_ groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        guard workspace.claim.violation == .noConnection, scope == .future else { return [] }
        var options: [Formula] = []
        for role in EndpointRole.pair {
            for (number, group) in (groups[role] ?? []).enumerated() where group.members[0].place == .future {
                options.append(workspace.table.atom(.site(role, number)))
            }
        }
        return [workspace.table.any(options)]
    }
}

extension Universe.Pods {
    /// Whether pods of no listed workload are bound by any rule for labels.
    fileprivate var hasRules: Bool { !labels.isEmpty || !implications.isEmpty }
}
