/// What a session's solver has done so far.
public struct SolverStatistics: Hashable, Sendable {
    /// Resource units used by the session's context: the same for the same work on any machine.
    public var resourceUnits: UInt32
    /// Assignments that were found impossible and learnt from.
    public var conflicts: UInt32
    /// Values that were guessed.
    public var decisions: UInt32
}

extension Session {
    /// The version of the Z3 library that runs, as in `4.8.12`.
    public static var solverVersion: String {
        let version = Calls.version()
        return "\(version.major).\(version.minor).\(version.build)"
    }

    /// What the solver has done so far.
    public func statistics() throws(SMTError) -> SolverStatistics {
        let counters = try calls.counters(of: solver)
        /// Z3's two engines name the same counter differently.
        func count(_ names: String...) -> UInt32 { names.reduce(0) { $0 &+ (counters[$1] ?? 0) } }
        return SolverStatistics(
            resourceUnits: count("rlimit count"), conflicts: count("conflicts", "sat conflicts"),
            decisions: count("decisions", "sat decisions"))
    }

    /// What the solver holds, in SMT-LIB. Slow, as large as the unfolded formulas, and for debugging only.
    public func assertions() throws(SMTError) -> [String] {
        try calls.assertions(of: solver)
    }
}
