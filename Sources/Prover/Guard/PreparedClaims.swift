public import NetworkModel
public import PolicyModel

/// Claims made ready on a world: what the policies of every site come to is worked out once, so that what a change
/// touches can be decided without going through all the rest again.
public struct PreparedClaims: Sendable {
    public let claims: [Claim]
    /// Its formulas are those of all claims.
    let world: World
    /// The parts of each claim.
    var parts: [[PreparedPart]]
    /// The scopes in which footings uphold.
    var scopesOfFootings: Set<Scope> = []
    /// What any policy, any claim or the universe asks of the labels of namespaces.
    let vocabulary: AskedLabels

    public init(_ claims: [Claim], in world: World) {
        self.claims = claims
        let workspace = ClaimWorkspace(idleIn: world)
        parts = claims.map { claim in claim.pairClaims.map { PreparedPart($0, in: workspace) } }
        // Asked about without formulas otherwise.
        for case .labelled(let claim) in claims {
            _ = world.meaning.formula(of: claim.namespaces, at: .source, in: &workspace.table)
        }
        self.world = world.starting(from: workspace.table)
        vocabulary = AskedLabels(of: self.world)
    }

    /// What there is to be told of a namespace's labels: of two namespaces that are not listed yet and are alike in this,
    /// without policies and workloads, a claim holds of both or of neither. Nil where claims ask in other ways.
    public func likeness(of namespace: Namespace) -> NamespaceLikeness? {
        claims.contains(where: \.isDerived) ? nil : vocabulary.likeness(of: namespace)
    }
}

/// One part of a claim, and all sites of a world as it sees them.
struct PreparedPart: Sendable {
    let claim: PairClaim
    let formulas: ClaimFormulas
    /// What the premises imply.
    let knowledge: Knowledge
    /// Those that the claim is about; in canonical order.
    let sites: [EndpointRole: [PreparedSite]]
    /// The listed namespaces that those are in, by name.
    let namespaces: [EndpointRole: Set<String>]
    /// The keys of namespace labels that the claim or any policy behind it asks of an end; sorted.
    let namespaceKeys: [EndpointRole: [String]]
    /// The listed namespaces that they ask for by name, each for the end that it would be at.
    let namesAsked: [EndpointRole: Set<String>]
    /// The listed workloads that the claim names.
    let namedWorkloads: Set<WorkloadIdentity>
    /// Nothing unless it was looked for.
    var footing = Footing()

    init(_ claim: PairClaim, in workspace: ClaimWorkspace) {
        self.claim = claim
        let formulas = ClaimFormulas(claim, meaning: workspace.world.meaning, in: &workspace.table)
        self.formulas = formulas
        knowledge = formulas.knowledge(in: &workspace.table)
        workspace.turn(to: formulas, implying: knowledge)
        var sites: [EndpointRole: [PreparedSite]] = [:]
        for role in EndpointRole.pair {
            sites[role] = workspace.candidates(for: role, at: [.external, .listed, .future]).map {
                workspace.prepared($0, role)
            }
        }
        self.sites = sites
        namespaces = sites.mapValues { Set($0.compactMap(\.namespace)) }
        var collector = AtomCollector()
        collector.visit(EndpointRole.pair.map { formulas.conditions[$0] ?? .always }, in: workspace.table)
        for limit in formulas.limits {
            collector.visit(EndpointRole.pair.map { limit.conditions[$0] ?? .always }, in: workspace.table)
        }
        namedWorkloads = Set(collector.atoms.compactMap(\.namedWorkload))
        let asked = Self.askedOfNamespaces(formulas, sites, in: workspace.table)
        namespaceKeys = asked.mapValues { Set($0.map(\.key)).sorted() }
        namesAsked = asked.mapValues { asked in
            Set(asked.filter { $0.key == namespaceNameLabel }.flatMap(\.values)).filter {
                workspace.world.listedNames.contains($0)
            }
        }
    }

    private static func askedOfNamespaces(
        _ formulas: ClaimFormulas, _ sites: [EndpointRole: [PreparedSite]], in table: FormulaTable
    ) -> [EndpointRole: [(key: String, values: [String])]] {
        var collector = AtomCollector()
        collector.visit([formulas.relation] + formulas.limits.map(\.ports), in: table)
        for site in EndpointRole.pair.flatMap({ sites[$0] ?? [] }) {
            collector.visit([site.condition, site.verdict] + site.limits, in: table)
        }
        var asked: [EndpointRole: [(key: String, values: [String])]] = [:]
        for atom in collector.atoms {
            guard let label = atom.namespaceLabel else { continue }
            for role in EndpointRole.pair where atom.speaks(of: role) { asked[role, default: []].append(label) }
        }
        return asked
    }
}

/// A site by the names of what is there, which stay when positions change.
struct PreparedSite: Sendable {
    enum Place: Hashable, Sendable {
        case external, future
        case namespace(String)
    }

    var place: Place
    var workload: WorkloadIdentity?
    /// What the claim still asks of an endpoint there.
    var condition: Formula
    var limits: [Formula]
    /// When the policies there have it that the claim may be violated.
    var verdict: Formula

    /// The listed namespace that it is in.
    var namespace: String? { if case .namespace(let name) = place { name } else { nil } }

    var kind: Candidates.PlaceKind {
        switch place {
        case .external: .external
        case .future: .future
        case .namespace: .listed
        }
    }
}

extension ClaimWorkspace {
    /// The sites where an end of the claim may be.
    ///
    /// - Parameters:
    ///   - condition: What is asked of the endpoint beyond the claim.
    ///   - positions: The listed namespaces to look at; nil: all.
    func candidates(
        for role: EndpointRole, at places: Set<Candidates.PlaceKind>, and condition: Formula = .always,
        among positions: [Int]? = nil
    ) -> [Candidates.Candidate] {
        var candidates = Candidates(
            world, role: role, condition: table.all([claim.conditions[role] ?? .always, condition]),
            limits: claim.limits.map { $0.conditions[role] ?? .always }, in: table)
        return candidates.sites(at: places, among: positions, in: &table)
    }

    /// A candidate with what the policies there come to.
    func prepared(_ candidate: Candidates.Candidate, _ role: EndpointRole) -> PreparedSite {
        let (governed, _) = governed(candidate.site.place, role)
        return PreparedSite(
            place: place(of: candidate.site),
            workload: candidate.site.workload.map { world.cluster.workloads[$0].identity },
            condition: candidate.condition, limits: candidate.limits, verdict: verdict(of: governed, role))
    }

    private func place(of site: Site) -> PreparedSite.Place {
        switch site.place {
        // Claims about pairs speak of no nodes.
        case .external, .node: .external
        case .future: .future
        case .namespace(let position): .namespace(world.cluster.namespaces[position].name)
        }
    }
}

extension World {
    /// Where a prepared site is in this world; nil where it is gone.
    func site(_ prepared: PreparedSite) -> Site? {
        let place: Site.Place
        switch prepared.place {
        case .external: place = .external
        case .future: place = .future
        case .namespace(let name):
            guard let position = cluster.position(ofNamespace: name) else { return nil }
            place = .namespace(position)
        }
        guard let identity = prepared.workload else { return Site(place: place) }
        return cluster.position(of: identity).map { Site(place: place, workload: $0) }
    }
}

extension Atom {
    /// The namespace label that it speaks of, and the values that it names.
    fileprivate var namespaceLabel: (key: String, values: [String])? {
        switch self {
        case .label(let variable, let set) where variable.space == .namespace: (variable.key, set.values)
        case .sameLabel(.namespace, let key, _, _): (key, [])
        default: nil
        }
    }

    fileprivate func speaks(of role: EndpointRole) -> Bool {
        switch self {
        case .label(let variable, _): variable.role == role
        case .sameLabel(_, _, let first, let second): role == first || role == second
        default: false
        }
    }

    fileprivate var namedWorkload: WorkloadIdentity? {
        if case .workload(_, let identity) = self { identity } else { nil }
    }
}
