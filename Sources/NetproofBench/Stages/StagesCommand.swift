import ArgumentParser
import Prover

/// `NetproofBench stages`: what the benchmark runs in a process of its own.
struct StagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "Verify an input, and print what each stage took.", shouldDisplay: false)

    @Argument var paths: [String]

    @Flag(help: "Stop after the first stage.")
    var onlyReading = false

    @Option(help: "Decide a claim about lateral movement instead, as in test:mysql:3306, and print the answer.")
    var lateral: LateralClaim?

    func run() throws {
        var staged = StagedRun()
        try staged.run(paths, onlyReading: onlyReading, lateral: lateral)
        if let answer = staged.answers.first, lateral != nil { print("answers listed: \(answer.listed.word)") }
        print(StagedFigures(stages: staged.meter.stages, claims: staged.claims).text, terminator: "")
    }
}

extension Prover.ScopeAnswer {
    fileprivate var word: String {
        switch self {
        case .proved: "proved"
        case .derivable: "derivable"
        case .refuted, .mislabelled: "refuted"
        case .undecided: "undecided"
        case .vacuous: "vacuous"
        }
    }
}
