import NetworkModel
import PolicyModel

/// What the questions about one claim share: its formulas, and the policies simplified under what it implies.
///
/// A class, for the questions go on with the formulas of those before them; nothing of it outlives the claim.
final class ClaimWorkspace {
    let world: World
    var table: FormulaTable
    private(set) var claim: ClaimFormulas
    private var ports: Formula
    private var pair: Formula
    /// What the claim's premises imply.
    private(set) var knowledge: Knowledge
    private var simplification: Simplification
    private var verdicts: [EndpointRole: SiteVerdicts] = [:]
    private var candidates: [EndpointRole: Candidates] = [:]
    private var sites: [EndpointRole: [Candidates.PlaceKind: [Candidates.Candidate]]] = [:]

    init(_ claim: PairClaim, in world: World) {
        self.world = world
        table = world.table
        self.claim = ClaimFormulas(claim, meaning: world.meaning, in: &table)
        ports = self.claim.ports
        pair = self.claim.pair
        knowledge = self.claim.knowledge(in: &table)
        simplification = Simplification(under: knowledge)
        for role in EndpointRole.pair { verdicts[role] = SiteVerdicts(world, at: role) }
    }

    /// Starts with no claim yet, to be turned to some.
    init(idleIn world: World) {
        self.world = world
        table = world.table
        claim = .nothing
        knowledge = Knowledge()
        (ports, pair) = (claim.ports, claim.pair)
        simplification = Simplification(under: knowledge)
        for role in EndpointRole.pair { verdicts[role] = SiteVerdicts(world, at: role) }
    }

    /// Goes on to another claim about the same world, whose formulas are in the table, with those of all before it.
    func turn(to claim: ClaimFormulas, implying knowledge: Knowledge) {
        self.claim = claim
        self.knowledge = knowledge
        (candidates, sites) = ([:], [:])
        (ports, pair) = (claim.ports, claim.pair)
        simplification = Simplification(under: knowledge)
        for role in EndpointRole.pair { verdicts[role] = SiteVerdicts(world, at: role) }
    }

    private init(_ other: ClaimWorkspace, keepingOnly part: Prover.VacuousPart) {
        world = other.world
        table = other.table
        claim = other.claim
        ports = other.ports
        pair = other.pair
        claim.limits = []
        if part != .from { claim.conditions[.source] = .always }
        if part != .to { claim.conditions[.destination] = .always }
        switch part {
        case .ports: claim.relation = ports
        case .pair: claim.relation = pair
        case .from, .to, .rules, .together, .universe, .waived: claim.relation = .always
        }
        knowledge = claim.knowledge(in: &table)
        simplification = Simplification(under: knowledge)
        for role in EndpointRole.pair { verdicts[role] = SiteVerdicts(world, at: role) }
    }

    /// The same claim with all parts but one taken away, to ask whether that part can be met by itself.
    func keeping(only part: Prover.VacuousPart) -> ClaimWorkspace { ClaimWorkspace(self, keepingOnly: part) }

    /// The sites where an end of the claim may be, found once for all questions about it.
    func sites(for role: EndpointRole, at places: Set<Candidates.PlaceKind>) -> [Candidates.Candidate] {
        Candidates.PlaceKind.allCases.filter(places.contains).flatMap { place in
            if let known = sites[role]?[place] { return known }
            let found = candidates[role, default: makeCandidates(for: role)].sites(at: [place], in: &table)
            sites[role, default: [:]][place] = found
            return found
        }
    }

    private func makeCandidates(for role: EndpointRole) -> Candidates {
        Candidates(
            world, role: role, condition: claim.conditions[role] ?? .always,
            limits: claim.limits.map { $0.conditions[role] ?? .always }, in: table)
    }

    func governed(_ place: Site.Place, _ role: EndpointRole) -> (
        governed: SiteVerdicts.Governed, numbers: [Int]
    ) {
        verdicts[role, default: SiteVerdicts(world, at: role)].governed(place, &simplification, in: &table)
    }

    /// As above, where one of the policies, by its number, is another one or gone.
    func governed(
        _ place: Site.Place, _ role: EndpointRole, replacing number: Int, by entry: SiteVerdicts.Governed.Entry?
    ) -> SiteVerdicts.Governed {
        verdicts[role, default: SiteVerdicts(world, at: role)]
            .governed(place, replacing: number, by: entry, &simplification, in: &table)
    }

    /// When the policies at a site have it that the claim may be violated there.
    func verdict(of governed: SiteVerdicts.Governed, _ role: EndpointRole) -> Formula {
        if claim.violation == .noIsolation { return openness(of: governed, role, firstPremise: nil) }
        return verdicts[role, default: SiteVerdicts(world, at: role)].verdict(of: governed, in: &table)
    }

    func trackedVerdict(of governed: SiteVerdicts.Governed, _ role: EndpointRole, firstPremise: Int)
        -> Formula
    {
        if claim.violation == .noIsolation { return openness(of: governed, role, firstPremise: firstPremise) }
        return SiteVerdicts(world, at: role).verdict(of: governed, premises: firstPremise, in: &table)
    }

    private func openness(
        of governed: SiteVerdicts.Governed, _ role: EndpointRole, firstPremise: Int?
    ) -> Formula {
        guard role == claim.protected else { return .always }
        return SiteVerdicts(world, at: role).openness(of: governed, premises: firstPremise, in: &table)
    }
}
