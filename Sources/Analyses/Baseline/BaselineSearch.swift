public import Diagnostics
import Dialects
public import Invariants
import NetworkModel
import PolicyModel
import Prover
public import Reports

/// Finds all that a baseline has to know of an input, so that nothing of it fails.
public struct BaselineSearch: Sendable {
    public var verification: Verification
    /// What fails a run, whatever is known and however grave it is.
    public var rule: FailureRule

    public init(_ verification: Verification, rule: FailureRule = FailureRule()) {
        self.verification = verification
        self.rule = FailureRule(allowsVacuous: rule.allowsVacuous, isStrict: rule.isStrict)
    }

    /// What was found.
    public struct Outcome: Sendable {
        public var baseline: Baseline
        /// What the user should know: problems of the input, and violations that no baseline can know.
        public var diagnostics: [Diagnostic]
        /// Whether something is undecided, which no baseline can know.
        public var isUndecided: Bool
        /// Whether there are violations that are not known.
        public var isIncomplete: Bool
    }

    /// Nil where the input cannot be used, for reasons that `diagnostics` then holds.
    public func run(
        _ request: InputRequest, into diagnostics: inout Diagnostics,
        progress: @escaping VerifyProgress.Handler = { _ in }
    ) throws -> Outcome? {
        var clock = StageClock()
        guard let inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        let waivers = WaiverPlan(
            inputs.specs, inputs.loaded.program.policies, on: verification.options.day ?? .today, into: &diagnostics)
        guard !diagnostics.hasErrors else { return nil }
        var plain = verification
        plain.options.baseline = nil
        let results = inputs.addingWarnings(to: try plain.decide(inputs, waivers, progress: progress))
        let world = inputs.world
        let refuted = zip(inputs.specs.invariants, results).filter { $1.verdict == .refuted }.map(\.0)
        var search = ViolationSearch(world, options: plain.options)
        try search.run(refuted.map { ($0, waivers.claim(of: $0)) })
        let undecided = results.filter { $0.verdict == .undecided }
        return Outcome(
            baseline: Baseline(findings: search.found + others(results)),
            diagnostics: diagnostics.sorted + undecided.map(Diagnostic.undecided) + search.problems,
            isUndecided: !undecided.isEmpty || search.isUndecided, isIncomplete: search.isIncomplete)
    }

    /// Findings that are no violations by connections or pods.
    private func others(_ results: [InvariantResult]) -> [KnownFinding] {
        let report = VerificationReport.ofFindings(results)
        return report.findings(.ofFindings(rule)).compactMap { finding in
            guard finding.level == .error, let kind = KnownFinding.Kind(rawValue: finding.kind.rawValue),
                kind != .refuted || results[finding.checkIndex].isRefutedAsAWhole
            else { return nil }
            return KnownFinding(
                fingerprint: finding.family, invariant: finding.check, kind: kind, headline: finding.headline)
        }
    }
}

extension InvariantResult {
    /// Whether no single connections, pods or derivations refute it, of which there may be others.
    fileprivate var isRefutedAsAWhole: Bool { counterexamples.isEmpty && derivations.isEmpty }
}

extension VerificationReport {
    /// A report that is asked for nothing but its findings.
    static func ofFindings(_ results: [InvariantResult]) -> VerificationReport {
        VerificationReport(
            results: results, universe: Universe().described,
            inputs: InputCounts(policies: 0, namespaces: 0, workloads: 0), solver: SolverDescription(version: ""))
    }
}

extension ReportOptions {
    /// For a report that is asked for nothing but its findings.
    static func ofFindings(_ rule: FailureRule) -> ReportOptions {
        ReportOptions(toolVersion: "", workingDirectory: "/", rule: rule)
    }
}

extension Diagnostic {
    fileprivate static func undecided(_ result: InvariantResult) -> Diagnostic {
        Diagnostic(
            "baseline-undecided", severity: .warning, at: result.source,
            "\(result.invariant.inBackticks) is undecided, which no baseline can know")
    }
}
