import Diagnostics

extension DiffReport {
    /// Rows beyond are counted.
    private static let shown = 50

    /// A comment for a pull request, the details folded.
    func markdown(_ options: ReportOptions, limit: Int) -> String {
        var body = MarkdownBody(of: .diff, limit: limit)
        body.add("### Netproof: " + headline)
        for kind in DiffClass.Kind.allCases { body.add(table(classes(kind), kind)) }
        if !isComplete { body.add("**Not complete:** there are more differences than are described.") }
        if let undecided { body.add("**Undecided:** " + undecided.codeSpan) }
        body.add(invariantTable)
        for (number, found) in classes.enumerated() {
            let lines = TextReport(inputWords: options.inputWords).lines(found, number + 1)
            body.add(Self.folded("\(found.kind.rawValue): <code>\(found.sentence.escapedHTML)</code>", lines))
        }
        body.add(changeList(options))
        body.add(foot(options))
        return body.text
    }

    private var headline: String {
        switch relation {
        case .equivalent: "the change opens nothing and closes nothing"
        case .tightened: "the change closes connections and opens none"
        case .opened: "the change **opens** connections"
        case .both: "the change **opens** connections and closes others"
        case .undecided: "undecided whether the change opens anything"
        }
    }

    private func table(_ classes: [DiffClass], _ kind: DiffClass.Kind) -> String {
        guard !classes.isEmpty else { return "" }
        let rows = classes.prefix(Self.shown).map { found in
            let connections = found.connections
            let besides = connections.conditions.map(\.text).joined(separator: " and ")
            let but = found.exceptions.map { "but not " + $0.inWords(beside: connections) }
            let last = [connections.ports.inWords + (besides.isEmpty ? "" : ", where " + besides)] + but
            let cells = [
                found.isExpected ? "expected" : "", connections.from.inWords.codeCell, connections.to.inWords.codeCell,
                last.map(\.codeCell).joined(separator: "<br>"),
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let title =
            "**\(kind == .opened ? "Opened" : "Closed")** (\(TextReport.count(classes.count, "class", "classes")))"
        let head = [title, "", "| | from | to | on |", "| --- | --- | --- | --- |"]
        let more = classes.count - rows.count
        return (head + rows + (more > 0 ? ["", "and \(more) more"] : [])).joined(separator: "\n")
    }

    private var invariantTable: String {
        let changed = invariants.filter { $0.base != $0.head }
        guard !changed.isEmpty else { return "" }
        let rows = changed.prefix(Self.shown).map {
            "| \($0.name.codeCell) | \($0.severity.rawValue) | \($0.base.rawValue) | \($0.head.rawValue) |"
        }
        return (["| invariant | severity | base | head |", "| --- | --- | --- | --- |"] + rows).joined(separator: "\n")
    }

    private func changeList(_ options: ReportOptions) -> String {
        guard !changes.isEmpty else { return "" }
        let lines = changes.map { change in
            let name = [change.namespace, change.name].compactMap(\.self).joined(separator: "/")
            let place = (change.head ?? change.base).map { "  \(options.path($0.file).text):\($0.line)" } ?? ""
            return "\(change.action.rawValue) \(change.kind) \(name)\(place)".printable(limit: .max)
        }
        return Self.folded(
            TextReport.count(changes.count, "changed object"), TextReport.abbreviated(lines, to: Self.shown * 4))
    }

    private func foot(_ options: ReportOptions) -> String {
        "Compared \(base.name.codeSpan) with \(head.name.codeSpan) for \(universe.trustLevel.sentence) "
            + "(\(universe.trustLevel.name)), by netproof \(options.toolVersion) with \(solver.name) \(solver.version)."
    }

    private static func folded(_ title: String, _ lines: [String]) -> String {
        "<details><summary>\(title)</summary>\n\n\(lines.joined(separator: "\n").codeBlock)\n\n</details>"
    }
}
