import PolicyModel
import SMT

/// How one claim is decided in one scope: look for a violation; if there is none, see that the claim is about something
/// at all, and prove it once more with its premises numbered.
struct ScopeDecision {
    let workspace: ClaimWorkspace
    let replay: Replay
    let maximumCounterexamples: Int
    let explanations: Prover.Explanations

    private var scope: Scope { replay.scope }

    func answer(with solvers: inout Solvers) throws -> Prover.ScopeAnswer {
        let obligation = obligation(.violation)
        if obligation.isTriviallyUnsatisfiable { return try unviolated(obligation, with: &solvers) }
        let search = CounterexampleSearch(
            replay: replay, obligation: obligation, premises: workspace.knowledge, limit: maximumCounterexamples)
        switch try search.counterexamples(in: &solvers.search) {
        case .found(let counterexamples): return .refuted(counterexamples)
        case .none: return try unviolated(obligation, with: &solvers)
        case .unknown(let reason): return .undecided(.solver(reason.description))
        }
    }

    /// - Parameter violation: What nothing meets.
    private func unviolated(_ violation: Obligation, with solvers: inout Solvers) throws -> Prover.ScopeAnswer {
        if workspace.world.hasImplications {
            var builder = ObligationBuilder(workspace, scope, .premises)
            switch try check(builder.anythingNew(), in: &solvers.search) {
            case .unknown(let reason): return .undecided(.solver(reason.description))
            case .unsatisfiable: return .vacuous(.universe)
            case .satisfiable: break
            }
        }
        return try unviolatedUnderRules(violation, with: &solvers)
    }

    /// The universe's rules can be obeyed.
    private func unviolatedUnderRules(_ violation: Obligation, with solvers: inout Solvers) throws -> Prover.ScopeAnswer
    {
        switch try check(obligation(.premises), in: &solvers.search) {
        case .unknown(let reason): .undecided(.solver(reason.description))
        case .unsatisfiable: .vacuous(try vacuousPart(in: &solvers.search))
        case .satisfiable: try unwaived(violation, with: &solvers)
        }
    }

    private func proof(_ violation: Obligation, with solvers: inout Solvers) throws -> Prover.ScopeAnswer {
        guard explanations.contains(.proofs) else {
            if !violation.isTriviallyUnsatisfiable { try solvers.confirm(violation) }
            return .proved(.unexplained)
        }
        return try ProofSearch(workspace: workspace, scope: scope).answer(in: &solvers.confirmation)
    }

    /// A claim of which waivers leave nothing says nothing: that must not look like a proof.
    private func unwaived(_ violation: Obligation, with solvers: inout Solvers) throws -> Prover.ScopeAnswer {
        guard workspace.claim.limits.contains(where: { !$0.isWithin }) else {
            return try proof(violation, with: &solvers)
        }
        return switch try check(obligation(.premisesNotWaived), in: &solvers.search) {
        case .unknown(let reason): .undecided(.solver(reason.description))
        case .unsatisfiable: .vacuous(.waived)
        case .satisfiable: try proof(violation, with: &solvers)
        }
    }

    private func obligation(_ question: Question) -> Obligation {
        var builder = ObligationBuilder(workspace, scope, question)
        return builder.build()
    }

    private func check(_ obligation: Obligation, in session: inout Session) throws(SMTError) -> Satisfiability {
        if obligation.isTriviallyUnsatisfiable { return .unsatisfiable }
        try session.reset()
        _ = try Encoding(obligation, in: &session)
        return try session.check(keepsModel: false)
    }

    // MARK: Vacuity

    /// Drops parts of the claim one at a time, to find one that cannot be met by itself.
    private func vacuousPart(in session: inout Session) throws(SMTError) -> Prover.VacuousPart {
        guard explanations.contains(.vacuity) else { return .together }
        for part in [Prover.VacuousPart.from, .to, .ports, .pair] {
            var builder = ObligationBuilder(workspace.keeping(only: part), scope, .premises)
            if try check(builder.build(), in: &session) == .unsatisfiable { return part }
        }
        return .together
    }
}

extension Prover.Proof {
    /// Of which nothing was found out but that it is one.
    fileprivate static let unexplained = Self(
        policies: [], universeRules: [], dependsOnAddresses: false, choices: [], isComplete: false)
}
