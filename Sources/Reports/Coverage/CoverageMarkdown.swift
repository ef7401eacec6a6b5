import Diagnostics

extension CoverageReport {
    /// Rows beyond are counted.
    private static let shown = 50

    /// A comment for a pull request, the details folded.
    func markdown(_ options: ReportOptions, minimum: Int?, limit: Int) -> String {
        var body = MarkdownBody(of: .coverage, limit: limit)
        body.add("### Netproof: " + headline(minimum: minimum))
        let rows = files.prefix(Self.shown).map { file, counts in
            let share = counts.percentage.map { "\($0)%" } ?? ""
            return "| \(options.path(file).text.codeCell) | \(share) | \(counts.caught) | \(counts.counted) |"
        }
        let head = ["| file | share | noticed | changes |", "| --- | --- | --- | --- |"]
        let more = files.count - rows.count
        body.add((head + rows + (more > 0 ? ["", "and \(more) more"] : [])).joined(separator: "\n"))
        let told = TextReport.abbreviated(diagnostics.flatMap(\.lines), to: Self.shown)
        if !told.isEmpty { body.add(told.joined(separator: "\n").codeBlock) }
        let survivors = mutants.filter { $0.fate == .survived }.map { CoverageText.words($0) }
        if !survivors.isEmpty {
            let lines = TextReport.abbreviated(survivors, to: Self.shown * 4).joined(separator: "\n")
            let title = TextReport.count(survivors.count, "change") + " not noticed"
            body.add("<details><summary>\(title)</summary>\n\n\(lines.codeBlock)\n\n</details>")
        }
        return body.text
    }
}
