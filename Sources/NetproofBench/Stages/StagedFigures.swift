/// What a staged run in another process found, carried over as lines of text.
struct StagedFigures {
    var stages: [StageFigures] = []
    var claims: [DecidedClaim] = []

    init(stages: [StageFigures], claims: [DecidedClaim]) {
        self.stages = stages
        self.claims = claims
    }

    var text: String {
        stages.map { "stage \($0.name) \($0.seconds) \($0.processorSeconds) \($0.peakBytes)\n" }.joined()
            + claims.map { "claim \($0.seconds) \($0.solverSeconds) \($0.processorSeconds)\n" }.joined()
    }

    init(text: String) throws(BenchFailure) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let numbers = words.compactMap { Double($0) }
            switch (words.first, words.count, numbers.count) {
            case ("stage", 5, 3):
                stages.append(
                    StageFigures(
                        name: String(words[1]), seconds: numbers[0], processorSeconds: numbers[1],
                        peakBytes: Int(numbers[2])))
            case ("claim", 4, 3):
                claims.append(
                    DecidedClaim(seconds: numbers[0], solverSeconds: numbers[1], processorSeconds: numbers[2]))
            case ("answers", _, _): continue
            default: throw BenchFailure("a staged run wrote what it should not: \(line)")
            }
        }
    }

    /// A stage by its name.
    func stage(_ name: String) throws(BenchFailure) -> StageFigures {
        guard let stage = stages.first(where: { $0.name == name }) else { throw BenchFailure("no stage \(name)") }
        return stage
    }
}
