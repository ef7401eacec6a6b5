import NetworkModel
import PolicyModel

/// What the questions about one claim share: its formulas, and the policies simplified under what it implies.
struct ClaimWorkspace {
    let world: World
    var table: FormulaTable
    private(set) var claim: ClaimFormulas
    private let ports: Formula
    private let pair: Formula
    private var simplification: Simplification
    private var verdicts: [EndpointRole: SiteVerdicts] = [:]

    init(_ claim: PairClaim, in world: World) {
        self.world = world
        table = world.table
        switch claim {
        case .connections(let claim): self.claim = ClaimFormulas(claim, meaning: world.meaning, in: &table)
        case .isolation(let pods, let direction):
            self.claim = ClaimFormulas(isolationOf: pods, direction, meaning: world.meaning, in: &table)
        }
        ports = self.claim.ports
        pair = self.claim.pair
        simplification = Simplification(under: self.claim.knowledge(in: &table))
        for role in EndpointRole.pair { verdicts[role] = SiteVerdicts(world, at: role) }
    }

    /// The same claim with all parts but one taken away, to ask whether that part can be met by itself.
    func keeping(only part: Prover.VacuousPart) -> ClaimWorkspace {
        var copy = self
        if part != .from { copy.claim.conditions[.source] = .always }
        if part != .to { copy.claim.conditions[.destination] = .always }
        switch part {
        case .ports: copy.claim.relation = ports
        case .pair: copy.claim.relation = pair
        case .from, .to, .together, .universe: copy.claim.relation = .always
        }
        copy.simplification = Simplification(under: copy.claim.knowledge(in: &copy.table))
        return copy
    }

    func candidates(for role: EndpointRole) -> Candidates {
        Candidates(world, role: role, condition: claim.conditions[role] ?? .always, in: table)
    }

    mutating func governed(_ place: Site.Place, _ role: EndpointRole) -> (
        governed: SiteVerdicts.Governed, numbers: [Int]
    ) {
        verdicts[role, default: SiteVerdicts(world, at: role)].governed(place, &simplification, in: &table)
    }

    /// When the policies at a site have it that the claim may be violated there.
    mutating func verdict(of governed: SiteVerdicts.Governed, _ role: EndpointRole) -> Formula {
        if claim.violation == .noIsolation { return openness(of: governed, role, firstPremise: nil) }
        return verdicts[role, default: SiteVerdicts(world, at: role)].verdict(of: governed, in: &table)
    }

    mutating func trackedVerdict(of governed: SiteVerdicts.Governed, _ role: EndpointRole, firstPremise: Int)
        -> Formula
    {
        if claim.violation == .noIsolation { return openness(of: governed, role, firstPremise: firstPremise) }
        return SiteVerdicts(world, at: role).verdict(of: governed, premises: firstPremise, in: &table)
    }

    private mutating func openness(
        of governed: SiteVerdicts.Governed, _ role: EndpointRole, firstPremise: Int?
    ) -> Formula {
        guard role == claim.protected else { return .always }
        return SiteVerdicts(world, at: role).openness(of: governed, premises: firstPremise, in: &table)
    }
}
