import Diagnostics

extension UniverseCheckReport: CommandReport {
    /// Rises when a member of the document changes its meaning or goes away; not when one is added.
    public static let contractVersion = "netproof.dev/universe-check/v1alpha1"

    public func text(_ options: ReportOptions) -> String { UniverseCheckText(palette: options.palette).text(self) }

    public func document(_ options: ReportOptions) -> JSONValue { json }

    /// The invariants as `verify` reports them, and a check for each assumption, which finds one that no proof uses.
    public func findingReport(_ options: ReportOptions) -> FindingReport {
        var report = verification.findingReport(options)
        var fingerprints = Fingerprints()
        for assumption in assumptions {
            let check = Check(assumption, at: verification.universe.location)
            if let draft = assumption.draft(at: verification.universe.location) {
                report.findings.append(
                    draft.finding(
                        of: check.name, at: report.checks.count, check.severity, numbering: &fingerprints, options))
            }
            report.checks.append(check)
        }
        report.summary += "; \(TextReport.count(assumptions.count, "assumption")) about labels, \(unused.count) unused"
        report.properties += [
            .init("assumptions", .integer(assumptions.count)), .init("unused", .integer(unused.count)),
        ]
        return report
    }
}

extension UniverseCheckReport.Assumption {
    /// What is to be said of it where no proof uses it.
    fileprivate func draft(at place: SourceLocation?) -> FindingDraft? {
        guard uses.isEmpty else { return nil }
        return FindingDraft(
            kind: .unused, level: .note, headline: "no proof uses \(name.printable(limit: .max))",
            place: place ?? SourceLocation(file: "<universe>"), identity: [])
    }
}

extension Check {
    fileprivate init(_ assumption: UniverseCheckReport.Assumption, at place: SourceLocation?) {
        let carried = assumption.fallsWithout.count
        let uses = assumption.uses.count
        let verdict = uses == 0 ? "unused" : carried == 0 ? "used" : "carries " + TextReport.count(carried, "proof")
        self.init(
            name: "assumption " + assumption.name, claim: "a proof rests on \(assumption.name)", severity: .info,
            source: place, verdict: verdict, isPassed: true, needsDetails: false
        ) { _ in
            ["\(verdict): named by \(TextReport.count(uses, "proof"))"]
                + assumption.fallsWithout.map {
                    "without it \($0.proof.invariant) is \($0.verdict.rawValue)".printable(limit: .max)
                }
        }
    }
}
