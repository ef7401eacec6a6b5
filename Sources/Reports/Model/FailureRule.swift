public import Diagnostics

/// What of a report fails the run; the rest is reported all the same. `RunStatus` applies it.
public struct FailureRule: Hashable, Sendable, Codable {
    /// A vacuous claim, or no claim at all, is no failure.
    public var allowsVacuous: Bool
    /// A claim whose selector matches nothing listed counts as vacuous, whatever `allowsVacuous` says.
    public var isStrict: Bool
    /// An invariant of lower severity never fails the run, whatever becomes of it: refuted, it would not, and so it does
    /// not where that is open.
    public var threshold: InvariantResult.Severity
    /// Findings that are known and so do not fail the run, by what `Finding.family` says of them; nil without a baseline.
    /// Violations by connections and pods are not known by this: see `InvariantResult.known`.
    public var known: Set<String>?

    public init(
        allowsVacuous: Bool = false, isStrict: Bool = false, threshold: InvariantResult.Severity = .info,
        known: Set<String>? = nil
    ) {
        self.allowsVacuous = allowsVacuous
        self.isStrict = isStrict
        self.threshold = threshold
        self.known = known
    }

    /// Whether what becomes of an invariant can fail the run.
    public func counts(_ result: InvariantResult) -> Bool { result.severity >= threshold }

    /// What the user should know of a rule that leaves nothing to fail: a green run would then say nothing.
    public func warnings(for report: VerificationReport) -> [Diagnostic] {
        guard report.shard == nil, !report.results.isEmpty, !report.results.contains(where: counts) else { return [] }
        return [
            Diagnostic(
                "nothing-can-fail", severity: .warning, at: nil,
                "no invariant has severity \(threshold.rawValue.inBackticks) or more, and no other fails this run")
        ]
    }
}
