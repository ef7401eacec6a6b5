import NetworkModel
import PolicyModel

/// What the questions about one claim share: its formulas, and the policies simplified under what it implies.
struct ClaimWorkspace {
    let world: World
    var table: FormulaTable
    let claim: ClaimFormulas
    /// Nothing can meet the claim's premises, by set algebra alone.
    let isContradictory: Bool
    private var simplification: Simplification
    private var verdicts: [EndpointRole: SiteVerdicts] = [:]

    init(_ claim: Claim, in world: World) {
        self.world = world
        table = world.table
        self.claim = ClaimFormulas(claim, meaning: world.meaning, in: &table)
        let knowledge = self.claim.knowledge(in: &table)
        isContradictory = knowledge.isContradictory
        simplification = Simplification(under: knowledge)
        for role in EndpointRole.pair { verdicts[role] = SiteVerdicts(world, at: role) }
    }

    func candidates(for role: EndpointRole, at places: Set<Candidates.PlaceKind>, _ condition: Formula? = nil)
        -> Candidates
    {
        Candidates(world, role: role, condition: condition ?? claim.conditions[role] ?? .always, in: table)
    }

    mutating func governed(_ place: Site.Place, _ role: EndpointRole) -> (
        governed: SiteVerdicts.Governed, numbers: [Int]
    ) {
        verdicts[role, default: SiteVerdicts(world, at: role)].governed(place, &simplification, in: &table)
    }

    mutating func verdict(of governed: SiteVerdicts.Governed, _ role: EndpointRole) -> Formula {
        verdicts[role, default: SiteVerdicts(world, at: role)].verdict(of: governed, in: &table)
    }

    mutating func trackedVerdict(of governed: SiteVerdicts.Governed, _ role: EndpointRole, firstPremise: Int)
        -> Formula
    {
        SiteVerdicts(world, at: role).verdict(of: governed, premises: firstPremise, in: &table)
    }

    mutating func simplified(_ formula: Formula) -> Formula {
        simplification.simplified(formula, in: &table)
    }
}
