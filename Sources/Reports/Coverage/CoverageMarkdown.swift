import Diagnostics

extension CoverageReport {
    /// By this line a script finds the comment that it wrote before.
    static let marker = "<!-- netproof coverage -->"
    /// Rows beyond are counted.
    private static let shown = 50

    /// A comment for a pull request, the details folded.
    func markdown(_ options: ReportOptions, minimum: Int?) -> String {
        var body = MarkdownBody(limit: 65_000, marker: Self.marker)
        body.add("### Netproof: " + headline(minimum: minimum))
        let rows = files.prefix(Self.shown).map { file, counts in
            let share = counts.percentage.map { "\($0)%" } ?? ""
            return "| \(options.path(file).text.codeCell) | \(share) | \(counts.caught) | \(counts.counted) |"
        }
        let head = ["| file | share | noticed | changes |", "| --- | --- | --- | --- |"]
        let more = files.count - rows.count
        body.add((head + rows + (more > 0 ? ["", "and \(more) more"] : [])).joined(separator: "\n"))
        let survivors = mutants.filter { $0.fate == .survived }.map { CoverageText.words($0) }
        if !survivors.isEmpty {
            let lines = TextReport.abbreviated(survivors, to: Self.shown * 4).joined(separator: "\n")
            let title = TextReport.count(survivors.count, "change") + " not noticed"
            body.add("<details><summary>\(title)</summary>\n\n\(lines.codeBlock)\n\n</details>")
        }
        return body.text
    }
}

extension RefusedInput {
    /// The problems, as a comment for a pull request.
    var coverageMarkdown: String {
        var body = MarkdownBody(limit: 65_000, marker: CoverageReport.marker)
        body.add("### Netproof: the input cannot be used; nothing was measured")
        body.add(TextReport.abbreviated(diagnostics.flatMap(\.lines), to: 100).joined(separator: "\n").codeBlock)
        return body.text
    }
}
