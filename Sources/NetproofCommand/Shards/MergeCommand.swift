import ArgumentParser
import Diagnostics
import Netproof
import Reports

/// `netproof merge`.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Put the JSON reports of a run's shards together.",
        discussion: """
            Takes the reports that verify --shard wrote as JSON, all of them and each once, and writes the report of \
            the whole in any format. Reports of another input, other options or another version do not go together.

            Exit status: that of the whole run; 2 where the reports do not make a whole.
            """)

    @Argument(help: ArgumentHelp("JSON reports of all shards, in any order.", valueName: "report"))
    var reports: [String]

    @OptionGroup var output: OutputArguments

    func run() throws {
        var diagnostics = Diagnostics()
        let records = reports.compactMap { record($0, &diagnostics) }
        guard !diagnostics.hasErrors, let first = records.first else { return try refuse(diagnostics, FailureRule()) }
        let whole: VerificationReport
        do throws(ShardMerge.Objection) {
            whole = try ShardMerge.whole(of: records.map(\.report))
        } catch {
            diagnostics.report(diagnostic(error))
            return try refuse(diagnostics, first.rule)
        }
        var report = output.noTimings ? whole.withoutTimings : whole
        report.diagnostics += first.rule.warnings(for: report)
        StandardError.write(report.diagnostics)
        try ReportWriter(
            arguments: output, outputs: output.outputs(), rule: first.rule, inputWords: first.inputWords
        ).write(report)
        throw ExitCode(RunStatus(report, first.rule).rawValue)
    }

    private func refuse(_ diagnostics: Diagnostics, _ rule: FailureRule) throws {
        let refusal = RefusedInput(diagnostics: diagnostics.sorted)
        StandardError.write(refusal.diagnostics)
        try ReportWriter(arguments: output, outputs: output.outputs(), rule: rule, inputWords: "").write(refusal)
        throw ExitCode(RunStatus.failed.rawValue)
    }

    private func record(_ file: String, _ diagnostics: inout Diagnostics) -> ShardRecord? {
        do throws(ShardRecord.Objection) {
            return try ShardRecord(file: file)
        } catch {
            diagnostics.report(
                Diagnostic("merge", at: SourceLocation(file: file), error.words, suggestion: error.wayOut))
            return nil
        }
    }

    private func diagnostic(_ objection: ShardMerge.Objection) -> Diagnostic {
        switch objection {
        case .nothing: Diagnostic("merge", at: nil, "there is no report")
        case .different(let one, let other):
            Diagnostic(
                "merge", at: SourceLocation(file: reports[other]),
                "the report is not of the same run as \(reports[one].inBackticks): input, options or version differ",
                suggestion: "give every shard the same files, flags, day (`--now`) and release of netproof")
        case .missing(let numbers, let count):
            Diagnostic(
                "merge", at: nil,
                "shards are missing: "
                    + numbers.prefix(20).map { "\($0)/\(count)" }.joined(separator: ", ")
                    + (numbers.count > 20 ? " and \(numbers.count - 20) more" : ""),
                expected: "expected a report of each of the \(count) shards")
        case .doubled(let one, let other, let number):
            Diagnostic(
                "merge", at: SourceLocation(file: reports[other]),
                "shard \(number) stands here again: \(reports[one].inBackticks) is the same")
        case .torn:
            Diagnostic("merge", at: nil, "the reports do not hold each invariant once")
        }
    }
}

extension ShardRecord.Objection {
    fileprivate var words: String {
        switch self {
        case .unreadable(let why): why
        case .noReport: "the file is no JSON report of this version"
        case .refused: "the input of this shard was refused"
        case .noShard: "the report is not of a shard"
        case .foreign: "the report is of another version of netproof"
        }
    }

    fileprivate var wayOut: String? {
        switch self {
        case .unreadable, .foreign: nil
        case .noReport, .noShard: "write it by `netproof verify --shard I/N --output json=FILE`"
        case .refused: "run the shard again; its errors are in the report"
        }
    }
}
