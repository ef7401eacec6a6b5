import Diagnostics

/// `markdown`: a comment for a pull request, the details folded.
public struct MarkdownFormat: ReportFormat {
    public let name = "markdown"
    /// How many bytes of UTF-8 the text may have; what goes beyond is left out, and that is said.
    public var limit: Int

    /// - Parameter limit: GitHub takes 65,536 characters for a comment, GitLab more.
    public init(limit: Int = 65_000) {
        self.limit = limit
    }

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        if let own = report.markdown(options, limit: limit) { return own }
        let report = report.findingReport(options)
        var body = MarkdownBody(of: options.command, limit: limit)
        body.add("### Netproof: " + (report.checks.isEmpty ? "nothing was checked" : report.summary))
        if !report.findings.isEmpty { body.add(Self.table(report.findings, options)) }
        body.add(Self.problems(report.notices))
        body.add(report.foot)
        for check in report.checks where check.needsDetails { body.add(Self.details(check)) }
        for list in Self.passed(report.checks) { body.add(list) }
        return body.text
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        var body = MarkdownBody(of: options.command, limit: limit)
        body.add("### Netproof: the input cannot be used; there is no verdict")
        body.add(Self.problems(refusal.diagnostics))
        return body.text
    }
}

extension MarkdownFormat {
    /// Rows and lines beyond are left to the details, or counted.
    private static let shown = 100

    private static func table(_ findings: [Finding], _ options: ReportOptions) -> String {
        let rows = findings.prefix(shown).map { finding in
            let path = options.path(finding.place.file).text
            let place = finding.place.line > 0 ? "\(path):\(finding.place.line)" : path
            let cells = [
                finding.level == .error ? "**\(finding.kind.rawValue)**" : finding.kind.rawValue,
                finding.check.codeCell, finding.severity.rawValue, place.codeCell,
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let more = findings.count - rows.count
        let head = ["| finding | invariant | severity | where |", "| --- | --- | --- | --- |"]
        return (head + rows + (more > 0 ? ["", "and \(more) more"] : [])).joined(separator: "\n")
    }

    private static func details(_ check: Check) -> String {
        folded(
            "\(check.verdict): <code>\(check.name.escapedHTML)</code>",
            check.lines(false).joined(separator: "\n").codeBlock)
    }

    /// A list for each verdict that lets checks pass, in the order in which they come first.
    private static func passed(_ checks: [Check]) -> [String] {
        var verdicts: [String] = []
        for check in checks where check.isPassed && !verdicts.contains(check.verdict) { verdicts.append(check.verdict) }
        return verdicts.map { verdict in
            let names = checks.filter { $0.isPassed && $0.verdict == verdict }.map { "- " + $0.name.codeSpan }
            let list = TextReport.abbreviated(names, to: shown * 5).joined(separator: "\n")
            return folded("\(names.count) \(verdict)", list)
        }
    }

    private static func problems(_ diagnostics: [Diagnostic]) -> String {
        let lines = TextReport.abbreviated(diagnostics.flatMap(\.lines), to: shown)
        return lines.isEmpty ? "" : lines.joined(separator: "\n").codeBlock
    }

    private static func folded(_ title: String, _ content: String) -> String {
        "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
    }
}
