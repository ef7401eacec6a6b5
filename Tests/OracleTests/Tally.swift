/// What became of all recorded files.
struct Tally {
    private(set) var compared = 0
    private(set) var agreed = 0
    private(set) var allowed = 0
    /// By case.
    private(set) var differences: [String: [String]] = [:]
    private(set) var skipped: [RecordedCase.SkipReason: Int] = [:]
    /// By case.
    private(set) var refused: [String: [String]] = [:]

    mutating func take(_ name: String, _ outcome: RecordedCase.Outcome) {
        switch outcome {
        case .skipped(let reason): skipped[reason, default: 0] += 1
        case .refused(let ids): refused[name] = ids
        case .compared(let comparison):
            compared += 1
            agreed += comparison.agreed
            allowed += comparison.allowed
            if !comparison.differences.isEmpty { differences[name] = comparison.differences }
        }
    }

    var inWords: String {
        var lines = ["\(compared) recorded lists compared: \(agreed) connections equal, \(allowed) of them allowed"]
        lines += RecordedCase.SkipReason.allCases.map { "\(skipped[$0] ?? 0) skipped: \($0.rawValue)" }
        lines += refused.sorted { $0.key < $1.key }.map { "refused: \($0.key) (\($0.value.joined(separator: ", ")))" }
        return lines.joined(separator: "\n")
    }
}
