import Diagnostics

/// Writes for people which changes of the policies nobody would notice.
struct CoverageText {
    var palette: Palette
    var isVerbose: Bool

    /// Entries of a list beyond are counted.
    private static let shown = 40

    func text(_ report: CoverageReport, minimum: Int?) -> String {
        var lines = files(report)
        lines += list("no proof notices any change to", unwatched(report))
        lines += list("not noticed", report.mutants.filter { $0.fate == .survived }.map(Self.words))
        lines += list("undecided", undecided(report)) + list("catch nothing", idle(report))
        lines += ["", summary(report, minimum: minimum)]
        return lines.map { $0 + "\n" }.joined()
    }

    private func files(_ report: CoverageReport) -> [String] {
        let rows = report.files.map { (name: $0.file.printable(limit: .max), counts: $0.counts) }
        return list(rows.map { row in "\(Self.share(row.counts))  \(row.name)" })
    }

    private func unwatched(_ report: CoverageReport) -> [String] {
        report.policies.flatMap { policy -> [String] in
            let name = policy.policy.qualifiedName
            if policy.isUnwatched { return ["\(TextReport.place(policy.policy.location)): \(name)"] }
            return policy.unwatchedRules.map { "\(TextReport.place($0.location)): \(name) \($0.name)" }
        }.map { $0.printable(limit: .max) }
    }

    private func undecided(_ report: CoverageReport) -> [String] {
        report.mutants.compactMap { mutant in
            guard case .undecided(let reason) = mutant.fate else { return nil }
            return "\(Self.words(mutant)): the solver gave up: \(reason)".printable(limit: .max)
        }
    }

    /// Invariants that tell nothing that others before them do not tell.
    private func idle(_ report: CoverageReport) -> [String] {
        report.invariants.filter { $0.caught == 0 }.map { invariant in
            let why = invariant.verdict == .proved ? "others are first" : invariant.verdict.rawValue
            return "\(TextReport.place(invariant.location)): \(invariant.name) (\(why))".printable(limit: .max)
        }
    }

    private func list(_ title: String, _ entries: [String]) -> [String] {
        entries.isEmpty ? [] : ["", palette.paint(title, .bold)] + list(entries).map { "  " + $0 }
    }

    private func list(_ entries: [String]) -> [String] {
        TextReport.abbreviated(entries, to: isVerbose ? .max : Self.shown)
    }

    /// `file:line: namespace/name ingress[0] change: words`.
    static func words(_ mutant: CoverageMutant) -> String {
        let subject = [mutant.policy.qualifiedName, mutant.rule].compactMap(\.self).joined(separator: " ")
        return "\(TextReport.place(mutant.location)): \(subject): \(mutant.text)".printable(limit: .max)
    }

    private static func share(_ counts: CoverageCounts) -> String {
        let share = counts.percentage.map { "\($0)%" } ?? "-"
        return String(repeating: " ", count: max(0, 4 - share.count)) + share + "  \(counts.caught)/\(counts.counted)"
    }

    private func summary(_ report: CoverageReport, minimum: Int?) -> String {
        let counts = report.counts
        let proved = report.invariants.count { $0.verdict == .proved }
        var line = palette.paint(report.headline(minimum: minimum), .bold, ink(report, minimum: minimum))
        line += ", by \(TextReport.count(proved, "proved invariant"))"
        if counts.equivalent > 0 {
            line +=
                "; " + TextReport.count(counts.equivalent, "further change means", "further changes mean")
                + " nothing"
        }
        if let timings = report.timings { line += palette.paint(" (\(TextReport.decimal(timings.total)) s)", .faint) }
        return line
    }

    private func ink(_ report: CoverageReport, minimum: Int?) -> Palette.Ink {
        switch report.status(minimum: minimum) {
        case .proved: .green
        case .refuted, .failed: .red
        case .undecided, .vacuous: .yellow
        }
    }
}

extension CoverageReport {
    /// The share in words.
    func headline(minimum: Int?) -> String {
        let counts = counts
        guard let percentage = counts.percentage else { return "nothing to notice" }
        let floor = minimum.map { status(minimum: $0) == .refuted ? ", less than \($0)%" : "" } ?? ""
        return "\(percentage)% noticed: \(counts.caught) of \(TextReport.count(counts.counted, "change"))\(floor)"
    }
}
