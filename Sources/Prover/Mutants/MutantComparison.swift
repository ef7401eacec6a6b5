import PolicyModel
import SMT

/// Finds the mutants that treat some connection otherwise than the original does, by the obligations of comparisons.
struct MutantComparison {
    let policies: MutatedPolicies
    let unchanged: DifferenceSites
    private let table: FormulaTable

    init(_ policies: MutatedPolicies) {
        self.policies = policies
        var table = policies.world.table
        unchanged = DifferenceSites(of: policies.world, in: &table)
        self.table = table
    }

    /// Those among mutants that make a difference; all others have the original's meaning.
    func different(among mutants: Set<Int>, with solvers: inout Solvers) throws -> MutantAnswers {
        var answers = MutantAnswers()
        for (mutants, places) in policies.groups(of: mutants) {
            var table = table
            var variation = MutantVariation(policies, asked: mutants)
            let sites = unchanged.varied(at: places, policies, &variation, in: &table)
            for part in sites.changedParts {
                let left = variation.relevant.subtracting(answers.found)
                let found = try different(among: left, sites, part, table, &solvers)
                answers.found.formUnion(found.found)
                answers.undecided.merge(found.undecided) { first, _ in first }
            }
        }
        for mutant in answers.found { answers.undecided[mutant] = nil }
        return answers
    }

    /// Of connections in a part.
    private func different(
        among mutants: Set<Int>, _ sites: DifferenceSites, _ part: DifferenceSites.Part, _ table: FormulaTable,
        _ solvers: inout Solvers
    ) throws -> MutantAnswers {
        guard !mutants.isEmpty else { return MutantAnswers() }
        var table = table
        let revisions = AlignedRevisions(both: policies.world, table: table)
        let sliced = sites.sliced(to: part, of: revisions, in: &table)
        let question = DifferenceObligation(revisions, sliced, expected: [], in: table)
        guard !question.possible.isEmpty else { return MutantAnswers() }
        try solvers.search.reset()
        let encoding = try Encoding(question.obligation, in: &solvers.search)
        try MutantChoice.exclude(allBut: mutants, encoding, in: &solvers.search)
        var choice = try MutantChoice(among: mutants, encoding, in: &solvers.search)
        let asked = question.assumptions(encoding, in: solvers.search)
        let answers = try choice.answers(assuming: asked, in: &solvers.search) { _, _ in }
        try confirm(question, mutants.subtracting(answers.found).subtracting(answers.undecided.keys), &solvers)
        return answers
    }

    /// Goes through the claim that the others make no difference again, by another of Z3's engines.
    private func confirm(_ question: DifferenceObligation, _ mutants: Set<Int>, _ solvers: inout Solvers) throws {
        guard !mutants.isEmpty else { return }
        try solvers.confirmation.reset()
        let encoding = try Encoding(question.obligation, in: &solvers.confirmation)
        let choice = try MutantChoice(among: mutants, encoding, in: &solvers.confirmation)
        guard !choice.open.isEmpty else { return }
        try MutantChoice.exclude(allBut: mutants, encoding, in: &solvers.confirmation)
        for assumption in question.assumptions(encoding, in: solvers.confirmation)
        where try solvers.confirmation.check(assuming: assumption, keepsModel: false) == .satisfiable {
            throw ProverError.proofDisagrees
        }
    }
}

extension DifferenceObligation {
    /// What to assume so that a connection is different, for each way that it may be.
    fileprivate func assumptions(_ encoding: Encoding, in session: borrowing Session) -> [[Term]] {
        // A premise of what holds anyway is not encoded.
        possible.map { [encoding.booleans[Self.premise($0, .isDifferent)] ?? session.literal(true)] }
    }
}
