import Analyses
import ArgumentParser
import Diagnostics
import Invariants
import Netproof
import ProjectFile
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
    @OptionGroup var baseline: BaselineArguments
    @OptionGroup(title: "Sharing the work") var shard: ShardArguments

    func validate() throws {
        let isOneOnly = input.live.live || (input.paths + input.specs).contains("-")
        guard shard.request([]) == nil || !isOneOnly else {
            throw ValidationError(
                "shards must read the same: write the cluster or standard input to a file, and name that")
        }
    }

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        let known = baseline.read(configuration, into: &diagnostics)
        try Self.verify(
            VerificationRun(input: input, deciding: deciding, verification: verification, shard: shard), configuration,
            knowing: known, output, diagnostics)
    }

    /// Decides, writes every report that is asked for, and ends with the status of the run.
    ///
    /// - Parameter diagnostics: What was wrong before anything was read.
    static func verify(
        _ run: VerificationRun, _ configuration: ProjectConfiguration?, knowing baseline: Baseline?,
        _ output: OutputArguments, _ diagnostics: Diagnostics
    ) throws {
        var rule = run.verification.rule(configuration)
        rule.known = baseline?.fingerprints
        var writer = ReportWriter(
            arguments: output, outputs: output.outputs(configuration), rule: rule, inputWords: run.input.words)
        guard !diagnostics.hasErrors else {
            return try report(RefusedInput(diagnostics: diagnostics.sorted), writer)
        }
        switch try run.outcome(configuration, knowing: baseline) {
        case .refused(let refusal): try report(refusal, writer)
        case .decided(var report):
            if output.noTimings { report = report.withoutTimings }
            report.diagnostics += rule.warnings(for: report)
            if report.shard != nil {
                writer.shardRecord = try ShardRecord(report: report, rule: rule, inputWords: run.input.words).text
            }
            try self.report(report, writer, counterexamples: run.verification.counterexamples)
        }
    }

    private static func report(_ refusal: RefusedInput, _ writer: ReportWriter) throws {
        StandardError.write(refusal.diagnostics)
        try writer.write(refusal)
        throw ExitCode(RunStatus.failed.rawValue)
    }

    private static func report(
        _ report: VerificationReport, _ writer: ReportWriter, counterexamples directory: String?
    ) throws {
        StandardError.write(report.diagnostics)
        try writer.write(report)
        if let directory {
            try CounterexampleFolder(path: directory).write(CounterexampleFile.files(for: report))
        }
        throw ExitCode(RunStatus(report, writer.rule).rawValue)
    }
}
