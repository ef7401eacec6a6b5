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

    public func text(_ report: VerificationReport, _ options: ReportOptions) -> String {
        var body = MarkdownBody(limit: limit)
        let counts = report.results.isEmpty ? "nothing was checked" : report.countsInWords
        body.add("### Netproof: " + counts)
        let findings = report.findings(options)
        if !findings.isEmpty { body.add(Self.table(findings, options)) }
        body.add(Self.problems(report.notices(options)))
        body.add(Self.foot(report, options))
        for result in report.results where result.needsDetails { body.add(Self.details(result, options)) }
        body.add(Self.proved(report))
        return body.text
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        var body = MarkdownBody(limit: limit)
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
                finding.invariant.codeCell, finding.severity.rawValue, place.codeCell,
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let more = findings.count - rows.count
        let head = ["| finding | invariant | severity | where |", "| --- | --- | --- | --- |"]
        return (head + rows + (more > 0 ? ["", "and \(more) more"] : [])).joined(separator: "\n")
    }

    private static func details(_ result: InvariantResult, _ options: ReportOptions) -> String {
        let lines = TextReport(rule: options.rule, inputWords: options.inputWords).lines(result, without: [])
        return folded(
            "\(result.verdict.rawValue): <code>\(result.invariant.escapedHTML)</code>",
            lines.joined(separator: "\n").codeBlock)
    }

    private static func proved(_ report: VerificationReport) -> String {
        let names = report.results.filter { $0.verdict == .proved }.map { "- " + $0.invariant.codeSpan }
        guard !names.isEmpty else { return "" }
        let list = TextReport.abbreviated(names, to: shown * 5).joined(separator: "\n")
        return folded("\(names.count) proved", list)
    }

    private static func problems(_ diagnostics: [Diagnostic]) -> String {
        let lines = TextReport.abbreviated(diagnostics.flatMap(\.lines), to: shown)
        return lines.isEmpty ? "" : lines.joined(separator: "\n").codeBlock
    }

    private static func foot(_ report: VerificationReport, _ options: ReportOptions) -> String {
        let universe = report.universe
        return "Decided for \(universe.trustLevel.sentence) (\(universe.trustLevel.name)), by netproof "
            + "\(options.toolVersion) with \(report.solver.name) \(report.solver.version)."
    }

    private static func folded(_ title: String, _ content: String) -> String {
        "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
    }
}

extension InvariantResult {
    /// Whether there is more to say than that it is proved.
    fileprivate var needsDetails: Bool { verdict != .proved || scopes.hasGap || !warnings.isEmpty || !waivers.isEmpty }
}
