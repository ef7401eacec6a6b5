import PolicyModel
import SMT

/// Finds the mutants under which a claim that holds is violated.
///
/// One obligation stands for all of them: at each place the verdict of the policies is the one of the mutant whose
/// premise is true, and exactly one premise is. Its violations are those of the mutants, no more and no fewer, so each
/// question to the solver either yields a mutant that is caught or settles all that are left. Nothing is concluded from
/// what the proof of the original rests on: a core says what happens if a policy outside it is gone, not if it is wider.
struct MutantSearch {
    let policies: MutatedPolicies
    let claim: PairClaim
    let scope: Scope

    /// The mutants among those asked about that violate the claim.
    ///
    /// - Throws: `ProverError` where a violation does not replay under its mutant, or two solvers disagree.
    func caught(among asked: Set<Int>, with solvers: inout Solvers) throws -> MutantAnswers {
        let workspace = ClaimWorkspace(claim, in: policies.world)
        var builder = ObligationBuilder(workspace, scope, .violation)
        builder.variation = MutantVariation(policies, asked: asked)
        let obligation = builder.build()
        let relevant = builder.variation?.relevant ?? []
        // Under a mutant that is not relevant the question is the one that was answered for the original.
        guard !relevant.isEmpty, !obligation.isTriviallyUnsatisfiable else { return MutantAnswers() }
        try solvers.search.reset()
        let encoding = try Encoding(obligation, in: &solvers.search)
        var choice = try MutantChoice(among: relevant, encoding, in: &solvers.search)
        let answers = try choice.answers(assuming: [[]], in: &solvers.search) { mutant, session in
            try replay(mutant, encoding, in: session)
        }
        try confirm(obligation, relevant.subtracting(answers.found).subtracting(answers.undecided.keys), &solvers)
        return answers
    }

    private func replay(_ mutant: Int, _ encoding: Encoding, in session: borrowing Session) throws {
        let world = policies.world(under: mutant)
        let decoded = try WitnessDecoding(world: world, encoding: encoding).decoded(in: session)
        if let objection = Replay(world: world, claim: claim, scope: scope).objection(to: decoded.witness) {
            throw ProverError.replayDisagrees(objection)
        }
    }

    /// Goes through the claim that nothing violates it under the others again, by another of Z3's engines.
    private func confirm(_ obligation: Obligation, _ mutants: Set<Int>, _ solvers: inout Solvers) throws {
        guard !mutants.isEmpty else { return }
        try solvers.confirmation.reset()
        let encoding = try Encoding(obligation, in: &solvers.confirmation)
        let choice = try MutantChoice(among: mutants, encoding, in: &solvers.confirmation)
        guard !choice.open.isEmpty else { return }
        try MutantChoice.exclude(allBut: mutants, encoding, in: &solvers.confirmation)
        if try solvers.confirmation.check(keepsModel: false) == .satisfiable { throw ProverError.proofDisagrees }
    }
}

extension MutantChoice {
    /// Leaves out every mutant that an encoding has a premise for but these.
    static func exclude(
        allBut mutants: Set<Int>, _ encoding: Encoding, in session: inout Session
    ) throws(SMTError) {
        let kept = Set(mutants.map(MutantVariation.premise))
        for (atom, term) in encoding.booleans {
            guard MutantVariation.isPremise(atom), !kept.contains(atom) else { continue }
            try session.assert(session.not(term))
        }
    }
}
