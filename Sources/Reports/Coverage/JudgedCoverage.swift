import Diagnostics

/// A measurement, and how much of it somebody wants.
public struct JudgedCoverage: CommandReport {
    public var report: CoverageReport
    /// The least share in percent; nil where any is enough.
    public var minimum: Int?

    public init(_ report: CoverageReport, minimum: Int?) {
        self.report = report
        self.minimum = minimum
    }

    public var status: RunStatus { report.status(minimum: minimum) }

    public func text(_ options: ReportOptions) -> String {
        CoverageText(palette: options.palette, isVerbose: options.isVerbose).text(report, minimum: minimum)
    }

    public func document(_ options: ReportOptions) -> JSONValue { report.json }

    public func markdown(_ options: ReportOptions, limit: Int) -> String? {
        report.markdown(options, minimum: minimum, limit: limit)
    }

    /// A check for each policy, and a finding for each change of it that nobody would notice.
    public func findingReport(_ options: ReportOptions) -> FindingReport {
        let mutants = Dictionary(grouping: report.mutants, by: \.policy)
        var fingerprints = Fingerprints()
        var findings: [Finding] = []
        let checks = report.policies.enumerated().map { index, policy in
            let check = Check(policy)
            findings += (mutants[policy.policy] ?? []).compactMap(draft).map {
                $0.finding(of: check.name, at: index, check.severity, numbering: &fingerprints, options)
            }
            return check
        }
        let counts = report.counts
        return FindingReport(
            status: status, checks: checks, findings: findings, notices: report.diagnostics + nothingToNotice,
            summary: report.headline(minimum: minimum), foot: report.universe.foot(report.solver, options),
            properties: [
                .init("caught", .integer(counts.caught)), .init("counted", .integer(counts.counted)),
            ] + report.universe.properties(report.solver),
            seconds: report.timings?.total)
    }

    /// Nil for changes that are noticed, or mean nothing.
    private func draft(_ mutant: CoverageMutant) -> FindingDraft? {
        let (kind, level, words): (Finding.Kind, Finding.Level, String)
        switch mutant.fate {
        case .caught, .equivalent: return nil
        case .survived:
            (kind, level, words) = (.unnoticed, status == .refuted ? .error : .note, "no invariant would notice")
        case .undecided(let reason):
            (kind, level, words) = (.undecided, .error, "whether an invariant would notice is undecided (\(reason))")
        }
        let subject = [mutant.policy.qualifiedName, mutant.rule].compactMap(\.self).joined(separator: " ")
        return FindingDraft(
            kind: kind, level: level, headline: "\(words): \(subject): \(mutant.text)".printable(limit: .max),
            place: mutant.location, identity: [mutant.change.rawValue, mutant.rule ?? "", mutant.text],
            policies: [mutant.policy])
    }

    private var nothingToNotice: [Diagnostic] {
        guard status == .vacuous else { return [] }
        return [
            Diagnostic("nothing-checked", at: nil, "nothing was checked: no policy to change, or no invariant proved")
        ]
    }
}

extension Check {
    fileprivate init(_ policy: CoveredPolicy) {
        let counts = policy.counts
        let share = counts.percentage.map { "\($0)% noticed" } ?? "nothing to notice"
        self.init(
            name: policy.policy.qualifiedName, claim: "an invariant notices whatever is changed of this policy",
            severity: .medium, source: policy.policy.location, verdict: share,
            unneeded: counts.counted == 0 ? "nothing of the policy can be changed to mean something else" : nil,
            isPassed: counts.caught == counts.counted, needsDetails: false, properties: ["noticed": share]
        ) { _ in
            let proofs = policy.restedOnBy.map { "rests on it: " + $0 }
            return ([share] + proofs).map { $0.printable(limit: .max) }
        }
    }
}
