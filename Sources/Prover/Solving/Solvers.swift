import SMT

/// The sessions of one worker, confined to its thread. Every question resets the one that it uses, so that no verdict
/// depends on earlier ones; which of several counterexamples is found may.
public struct Solvers: ~Copyable {
    /// Looks for violations.
    var search: Session
    /// Goes through proofs again by another of Z3's engines, and finds what they rest on.
    var confirmation: Session

    public init(_ options: Prover.Options = Prover.Options()) throws {
        func session(_ strategy: SolverOptions.Strategy) throws(SMTError) -> Session {
            try Session(
                options: SolverOptions(
                    timeoutMilliseconds: options.timeoutMilliseconds, resourceLimit: options.resourceLimit,
                    strategy: strategy))
        }
        let first = try session(.finiteDomain)
        let second = try session(.simple)
        search = first
        confirmation = second
    }

    /// Goes through an obligation that nothing meets once more, with the other engine.
    ///
    /// - Throws: `ProverError.proofDisagrees` if something does.
    mutating func confirm(_ obligation: Obligation) throws {
        try confirmation.reset()
        _ = try Encoding(obligation, in: &confirmation)
        if try confirmation.check(keepsModel: false) == .satisfiable { throw ProverError.proofDisagrees }
    }

    /// How long the checks of both have taken altogether.
    var timeInChecks: Duration { search.timeInChecks + confirmation.timeInChecks }

    /// When checks stop being tried.
    public var deadline: ContinuousClock.Instant? {
        get { search.deadline }
        set {
            search.deadline = newValue
            confirmation.deadline = newValue
        }
    }
}
