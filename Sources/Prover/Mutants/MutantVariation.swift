import PolicyModel

/// The mutants that one obligation is about. Each has a premise: where it is true, the policies are those of the mutant.
struct MutantVariation {
    let policies: MutatedPolicies
    /// The mutants to ask about.
    let asked: Set<Int>
    /// Those under which the policies of some place say something else of connections, as far as the claim lets any be:
    /// under all others the obligation is the very one of the original.
    private(set) var relevant: Set<Int> = []
    private var verdicts: [Key: Formula] = [:]

    private struct Key: Hashable {
        var place: Site.Place
        var role: EndpointRole
    }

    /// Premises of comparisons have the numbers below.
    private static let firstPremise = 1_000

    init(_ policies: MutatedPolicies, asked: Set<Int>) {
        self.policies = policies
        self.asked = asked
    }

    static func premise(_ mutant: Int) -> Atom { .premise(firstPremise + mutant) }

    static func isPremise(_ atom: Atom) -> Bool {
        if case .premise(let number) = atom { number >= firstPremise } else { false }
    }

    /// What the policies of a place make of a connection under whichever mutant is chosen.
    mutating func verdict(
        at place: Site.Place, _ role: EndpointRole, original: Formula, in workspace: ClaimWorkspace
    ) -> Formula {
        let key = Key(place: place, role: role)
        if let known = verdicts[key] { return known }
        var variants: [(mutant: Int, formula: Formula)] = []
        for mutant in policies.mutants(at: place) where asked.contains(mutant) {
            let governed = workspace.governed(
                place, role, replacing: policies.mutants[mutant].policy,
                by: policies.entry(mutant, role.direction))
            variants.append((mutant, workspace.verdict(of: governed, role)))
        }
        let result = varied(original, variants, in: &workspace.table)
        verdicts[key] = result
        return result
    }

    /// A formula that is one of several as the premises have it.
    mutating func varied(
        _ original: Formula, _ variants: [(mutant: Int, formula: Formula)], in table: inout FormulaTable
    ) -> Formula {
        var premises: [Formula] = []
        var options: [Formula] = []
        for (mutant, formula) in variants where formula != original {
            relevant.insert(mutant)
            let premise = table.atom(Self.premise(mutant))
            premises.append(premise)
            options.append(table.all([premise, formula]))
        }
        guard !premises.isEmpty else { return original }
        return table.any(options + [table.all([table.not(table.any(premises)), original])])
    }
}
