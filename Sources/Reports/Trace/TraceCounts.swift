/// How many flows had each verdict.
public struct TraceCounts: Hashable, Sendable {
    public private(set) var verdicts: [TraceVerdict: Int] = [:]
    /// Flows whose verdict is other than expected.
    public private(set) var unexpected = 0

    public init() {}

    public mutating func add(_ flow: TracedFlow) {
        verdicts[flow.verdict, default: 0] += 1
        if flow.isUnexpected { unexpected += 1 }
    }

    public var total: Int { verdicts.values.reduce(0, +) }

    /// The exit status: a flow that is not as expected goes first, then one that is undecided, then that there is none.
    public var status: RunStatus {
        if unexpected > 0 { return .refuted }
        if verdicts[.undecided] != nil { return .undecided }
        return total == 0 ? .vacuous : .proved
    }
}
