import Diagnostics

/// Writes for people which cases passed, and of those that failed what was expected and what came.
struct SuiteText {
    var palette: Palette
    var isVerbose: Bool

    func text(_ report: SuiteReport) -> String {
        var lines: [String] = []
        for suite in report.suites { lines += (lines.isEmpty ? [] : [""]) + self.lines(suite) }
        // What could not be read may hold tests.
        if !report.cases.isEmpty || report.status != .failed {
            lines += (lines.isEmpty ? [] : [""]) + [summary(report)]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func lines(_ suite: SuiteResult) -> [String] {
        let place = palette.paint(TextReport.place(suite.location), .faint)
        let title = palette.paint(suite.name.printable(limit: .max), .bold) + "  " + place
        return [title] + suite.cases.flatMap(lines)
    }

    private func lines(_ item: SuiteCase) -> [String] {
        let name = item.name.printable(limit: .max)
        switch item.outcome {
        case .passed: return ["  " + palette.paint("passed", .green) + "  \(name)"]
        case .undecided: return ["  " + palette.paint("not decided", .bold, .yellow) + "  \(name)"]
        case .failed(let failure):
            let place = palette.paint(TextReport.place(item.location), .faint)
            let limit = isVerbose ? Int.max : 30
            return [
                "  " + palette.paint("failed", .bold, .red) + "  \(name)  \(place)",
                "          expected \(failure.expected.printable(limit: .max))",
                "          got      \(failure.got.printable(limit: .max))",
            ] + TextReport.abbreviated(failure.details, to: limit).map { "            " + $0 }
        }
    }

    private func summary(_ report: SuiteReport) -> String {
        let cases = report.cases
        let failed = cases.count { $0.outcomeName == "failed" }
        let undecided = cases.count { $0.outcomeName == "undecided" }
        guard !cases.isEmpty else { return palette.paint("no tests found", .bold, .yellow) }
        var parts = [palette.paint("\(cases.count - failed - undecided) passed", .bold, .green)]
        parts.append(failed == 0 ? "0 failed" : palette.paint("\(failed) failed", .bold, .red))
        if undecided > 0 { parts.append(palette.paint("\(undecided) not decided", .bold, .yellow)) }
        var line = parts.joined(separator: ", ") + ", in " + TextReport.count(report.suites.count, "suite")
        if let seconds = report.seconds { line += palette.paint(" (\(TextReport.decimal(seconds)) s)", .faint) }
        return line
    }
}
