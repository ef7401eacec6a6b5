import ArgumentParser

/// `NetproofBench stages`: what the benchmark runs in a process of its own.
struct StagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "Verify an input, and print what each stage took.", shouldDisplay: false)

    @Argument var paths: [String]

    @Flag(help: "Stop after the first stage.")
    var onlyReading = false

    func run() throws {
        var staged = StagedRun()
        try staged.run(paths, onlyReading: onlyReading)
        print(StagedFigures(stages: staged.meter.stages, claims: staged.claims).text, terminator: "")
    }
}
