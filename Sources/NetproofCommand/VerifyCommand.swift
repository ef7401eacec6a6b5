import Analyses
import ArgumentParser
import Netproof
import Reports

/// `netproof verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Decide invariants for every pod and namespace that could ever exist.",
        discussion: """
            Exit status: 0 all proved, 1 at least one refuted, 2 bad input or usage or an internal error, \
            3 something undecided, 4 something vacuous or nothing checked. Of several the first of 2, 1, 3, 4.
            """)

    @OptionGroup var input: InputArguments
    @OptionGroup var output: OutputArguments
    @OptionGroup(title: "Verification") var verification: VerificationArguments

    func run() throws {
        let progress = ProgressLine()
        let outcome = try VerifyRequest(input: input.request, options: verification.options)
            .run(progress: progress.handler)
        progress.clear()
        switch outcome {
        case .refused(let refusal): try report(refusal)
        case .decided(let report): try self.report(report)
        }
    }

    private func report(_ refusal: RefusedInput) throws {
        StandardError.write(refusal.diagnostics)
        try writer.write(refusal)
        throw ExitCode(RunStatus.failed.rawValue)
    }

    private func report(_ report: VerificationReport) throws {
        let report = output.noTimings ? report.withoutTimings : report
        StandardError.write(report.diagnostics)
        try writer.write(report)
        if let directory = verification.counterexamples {
            try CounterexampleFolder(path: directory).write(CounterexampleFile.files(for: report))
        }
        let status = RunStatus(report, allowVacuous: verification.allowVacuous, strict: verification.strict)
        throw ExitCode(status.rawValue)
    }

    private var writer: ReportWriter {
        ReportWriter(outputs: output, allowsVacuous: verification.allowVacuous, isStrict: verification.strict)
    }
}
