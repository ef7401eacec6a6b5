/// What a check answered.
public enum Satisfiability: Hashable, Sendable {
    /// Some assignment makes all assertions and assumptions true; ``Session/value(of:)`` reads one.
    case satisfiable
    /// No assignment does; ``Session/unsatCore()`` tells which assumptions are to blame.
    case unsatisfiable
    /// Neither was established. It must reach the user as *undecided*, never as a proof.
    case unknown(UnknownReason)
}

/// Why a check gave up.
public enum UnknownReason: Hashable, Sendable {
    /// ``SolverOptions/timeoutMilliseconds`` passed.
    case timeout
    /// ``SolverOptions/resourceLimit`` was used up.
    case resourceLimit
    /// The session's ``Interrupter`` was asked to stop.
    case interrupted
    /// The solver's own words.
    case other(String)
}

extension UnknownReason: CustomStringConvertible {
    /// The reason in a few words.
    public var description: String {
        switch self {
        case .timeout: "timeout"
        case .resourceLimit: "resource limit"
        case .interrupted: "interrupted"
        case .other(let words): words
        }
    }
}
