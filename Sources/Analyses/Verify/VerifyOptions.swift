public import Invariants

/// How `verify` goes about its work.
public struct VerifyOptions: Hashable, Sendable {
    /// Only these invariants; all where empty.
    public var selected: [String]
    /// Essentially different counterexamples to look for, for each invariant and scope.
    public var maxCounterexamples: Int
    /// For each invariant; nil for no limit.
    public var timeout: Duration?
    /// Solver resource units for each query: the same on any machine; nil for no limit.
    public var resourceLimit: UInt32?
    /// Invariants decided at the same time; nil for as many as there are processors.
    public var jobs: Int?
    /// The day by which waivers expire; nil for the present one.
    public var day: CalendarDate?
    /// Findings that are known: what is left of the claims is decided beside them.
    public var baseline: Baseline?
    /// The part of the invariants that is decided here; nil for all.
    public var shard: ShardRequest?

    public init(
        selected: [String] = [], maxCounterexamples: Int = 1, timeout: Duration? = nil, resourceLimit: UInt32? = nil,
        jobs: Int? = nil, day: CalendarDate? = nil, baseline: Baseline? = nil, shard: ShardRequest? = nil
    ) {
        self.selected = selected
        self.maxCounterexamples = maxCounterexamples
        self.timeout = timeout
        self.resourceLimit = resourceLimit
        self.jobs = jobs
        self.day = day
        self.baseline = baseline
        self.shard = shard
    }
}

/// How far a run has come.
public struct VerifyProgress: Hashable, Sendable {
    public var decided: Int
    public var total: Int
    /// The invariant that was decided last; nil before the first, when the input has been read.
    public var invariant: String?

    public init(decided: Int, total: Int, invariant: String?) {
        self.decided = decided
        self.total = total
        self.invariant = invariant
    }

    /// Called from any thread.
    public typealias Handler = @Sendable (VerifyProgress) -> Void
}
