public import Reports

/// Measures the stages of a run, each from the end of the one before.
public struct StageClock: Sendable {
    private var stages: [Timings.Stage] = []
    private var start = ContinuousClock.now

    public init() {}

    /// Ends the stage that is running, and names it.
    public mutating func finish(_ name: String) {
        let now = ContinuousClock.now
        stages.append(Timings.Stage(name: name, seconds: start.duration(to: now).inSeconds))
        start = now
    }

    public var timings: Timings { Timings(stages: stages) }
}

extension Duration {
    /// The duration in seconds.
    public var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
