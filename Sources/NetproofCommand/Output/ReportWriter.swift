import Netproof
import Reports

/// Writes what a run has to say, in every format asked for.
struct ReportWriter {
    var command = ReportedCommand.verify
    var arguments: OutputArguments
    var outputs: [OutputRequest]
    /// What fails the run.
    var rule = FailureRule()
    /// The arguments that name the input; nil where no command shows more of it.
    var inputWords: String?
    /// Of the report of a shard.
    var shardRecord: String?

    func write(_ report: some CommandReport) throws {
        for output in outputs {
            try write(output) { $0.text(report, options(for: output)) }
        }
    }

    /// On standard output, people are not told twice what standard error says already.
    func write(_ refusal: RefusedInput) throws {
        for output in outputs where output.file != nil || output.format.readership != .people {
            try write(output) { $0.text(refusal, options(for: output)) }
        }
    }

    private func write(_ output: OutputRequest, _ text: (any ReportFormat) -> String) throws {
        if let file = output.file {
            try Output.replaceFile(at: file, with: text(output.format))
        } else {
            try Output(descriptor: Output.standardOutput).write(text(output.format))
        }
        guard let supplement = output.format.supplement, let file = Environment.value(of: supplement.variable) else {
            return
        }
        try Output.appendFile(at: file, text(supplement.format))
    }

    private func options(for output: OutputRequest) -> ReportOptions {
        ReportOptions(
            command: command, toolVersion: Version.netproof, workingDirectory: Environment.workingDirectory,
            palette: arguments.palette(for: output), isVerbose: arguments.verbose, rule: rule, inputWords: inputWords,
            shardRecord: shardRecord)
    }
}
