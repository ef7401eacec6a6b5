import Diagnostics

/// `github`: annotations for the files of a pull request, as GitHub Actions reads them from a job's log; and a job summary.
///
/// GitHub shows ten errors, ten warnings and ten notices of each step; so the gravest stand first, and the summary has
/// them all.
public struct GitHubFormat: ReportFormat {
    public let name = "github"
    public let readership = Readership.log

    /// GitHub takes a mebibyte for the summary of a step.
    public var supplement: ReportSupplement? {
        ReportSupplement(variable: "GITHUB_STEP_SUMMARY", format: MarkdownFormat(limit: 1_000_000))
    }

    public init() {}

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        let report = report.findingReport(options)
        let findings = report.findings.map { WorkflowCommand($0, options) }
        let notices = report.notices.map { WorkflowCommand($0, options) }
        return lines(notices + findings) + "netproof: \(report.summary)\n"
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        lines(refusal.diagnostics.map { WorkflowCommand($0, options) })
            + "netproof: the input cannot be used; there is no verdict\n"
    }

    private func lines(_ commands: [WorkflowCommand]) -> String {
        let levels: [WorkflowCommand.Level] = [.error, .warning, .notice]
        let sorted = levels.flatMap { level in commands.filter { $0.level == level } }
        return sorted.map { $0.line + "\n" }.joined()
    }
}
