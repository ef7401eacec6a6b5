/// How long to wait after failures in a row: twice as long after each, and by chance up to a half less, so that many who
/// failed together do not come back together.
struct Backoff {
    private let first: Duration
    private let longest: Duration
    private var failures = 0

    init(_ times: WatchTimes) {
        first = times.firstPause
        longest = times.longestPause
    }

    mutating func reset() { failures = 0 }

    /// - Parameters:
    ///   - atLeast: What the server asked for.
    ///   - chance: From 0 to 1.
    mutating func next(atLeast: Duration? = nil, chance: Double = .random(in: 0...1)) -> Duration {
        let whole = min(longest, first * (1 << min(failures, 16)))
        failures += 1
        return max(atLeast ?? .zero, whole * (0.5 + chance / 2))
    }
}
