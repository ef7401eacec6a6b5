import Analyses
import ArgumentParser
import Configuration
import Diagnostics
import Netproof
import Reports

/// `netproof verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Decide invariants for every pod and namespace that could ever exist.",
        discussion: """
            Exit status: 0 all proved, 1 at least one refuted, 2 bad input or usage or an internal error, \
            3 something undecided, 4 something vacuous or nothing checked. Of several the first of 2, 1, 3, 4. With \
            --fail-on, invariants of lower severity count for none of these.
            """)

    @OptionGroup var input: InputArguments
    @OptionGroup var output: OutputArguments
    @OptionGroup(title: "Deciding") var deciding: DecidingArguments
    @OptionGroup(title: "Verification") var verification: VerificationArguments

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        let writer = ReportWriter(
            arguments: output, outputs: output.outputs(configuration), rule: verification.rule(configuration),
            inputWords: input.words)
        guard !diagnostics.hasErrors else {
            return try report(RefusedInput(diagnostics: diagnostics.sorted), writer)
        }
        let progress = ProgressLine()
        let outcome = try VerifyRequest(input: request(configuration, progress), options: deciding.options)
            .run(progress: progress.handler)
        progress.clear()
        switch outcome {
        case .refused(let refusal): try report(refusal, writer)
        case .decided(let report): try self.report(report, writer)
        }
    }

    private func request(_ configuration: ProjectConfiguration?, _ progress: ProgressLine) -> InputRequest {
        var request = input.request(configuration, telling: progress)
        request.specPaths += verification.waivers.isEmpty ? configuration?.waivers ?? [] : verification.waivers
        return request
    }

    private func report(_ refusal: RefusedInput, _ writer: ReportWriter) throws {
        StandardError.write(refusal.diagnostics)
        try writer.write(refusal)
        throw ExitCode(RunStatus.failed.rawValue)
    }

    private func report(_ report: VerificationReport, _ writer: ReportWriter) throws {
        var report = output.noTimings ? report.withoutTimings : report
        report.diagnostics += writer.rule.warnings(for: report)
        StandardError.write(report.diagnostics)
        try writer.write(report)
        if let directory = verification.counterexamples {
            try CounterexampleFolder(path: directory).write(CounterexampleFile.files(for: report))
        }
        throw ExitCode(RunStatus(report, writer.rule).rawValue)
    }
}
