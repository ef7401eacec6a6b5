import Diagnostics
import Invariants
import Reports

extension Baseline {
    /// Reports entries that do not cover what their fingerprints say: an entry that is widened by hand, or by a merge of
    /// two branches, would hide what is new.
    func check(into diagnostics: inout Diagnostics) {
        for finding in findings {
            guard let expected = finding.expectedFingerprint, expected != finding.fingerprint else { continue }
            diagnostics.report(
                Diagnostic(
                    "baseline", at: finding.location,
                    "the entry \(finding.fingerprint.inBackticks) does not cover what it did when it was written",
                    suggestion: "run `netproof baseline write`, or write a Waiver"))
        }
    }

    /// The warnings about entries that can be taken out: nothing that they cover is there any more.
    ///
    /// - Parameter names: of all invariants; nil where not all were asked for. One that is not among them is gone.
    func goneWarnings(_ results: [InvariantResult], among names: Set<String>?) -> [Diagnostic] {
        let families = Set(
            VerificationReport.ofFindings(results).findings(.ofFindings(FailureRule())).map(\.family))
        let decided = Dictionary(results.map { ($0.invariant, $0) }) { first, _ in first }
        return findings.filter { finding in
            guard let result = decided[finding.invariant] else {
                return names.map { !$0.contains(finding.invariant) } ?? false
            }
            if result.verdict == .undecided { return false }
            guard finding.subject != nil else { return !families.contains(finding.fingerprint) }
            return result.known?.gone.contains { $0.fingerprint == finding.fingerprint } ?? true
        }.map { finding in
            Diagnostic(
                "baseline-gone", severity: .warning, at: finding.location,
                "a known finding is gone: \(finding.headline.printable(limit: 300))",
                suggestion: "run `netproof baseline write`, so that it cannot come back unnoticed")
        }
    }
}
