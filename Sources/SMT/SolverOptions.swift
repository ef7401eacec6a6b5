/// How a session's solver works and when it gives up.
public struct SolverOptions: Hashable, Sendable {
    /// Which of Z3's solvers is used.
    public enum Strategy: Hashable, Sendable, CaseIterable {
        /// The SAT solver behind the logic `QF_FD`.
        case finiteDomain
        /// The SMT core alone, without tactics.
        case simple
        /// Z3's default: tactics for a first check, the SMT core for later ones.
        case standard
    }

    /// The longest a check may take, in milliseconds of wall time; nil for no limit.
    public var timeoutMilliseconds: UInt32?
    /// The most resource units a check may use; nil for no limit. The same problem always stops at the same point.
    public var resourceLimit: UInt32?
    /// The seed of the solver's random choices.
    public var seed: UInt32
    /// Which of Z3's solvers is used.
    public var strategy: Strategy
    /// Whether the solver spends time on making unsatisfiable cores smaller.
    public var minimizesCores: Bool

    /// Makes options; without arguments, those that suit many small problems.
    public init(
        timeoutMilliseconds: UInt32? = nil, resourceLimit: UInt32? = nil, seed: UInt32 = 0,
        strategy: Strategy = .finiteDomain, minimizesCores: Bool = false
    ) {
        self.timeoutMilliseconds = timeoutMilliseconds
        self.resourceLimit = resourceLimit
        self.seed = seed
        self.strategy = strategy
        self.minimizesCores = minimizesCores
    }
}
