import Diagnostics

/// A finding without what it shares with others of its invariant.
struct FindingDraft {
    var kind: Finding.Kind
    var level: Finding.Level
    var headline: String
    var details: [String] = []
    var place: SourceLocation
    var related: [Diagnostic.Related] = []
    /// What tells it from others of its kind, besides the name of its check.
    var identity: [String]
    var isKnown = false
    /// Whether it is about what rules derive.
    var isDerivation = false
    var waiver: ReportedWaiver?
    var example: Counterexample?
    /// Policies that decide it.
    var policies: [ReportedPolicy] = []

    /// - Parameters:
    ///   - check: The name of its check.
    ///   - index: The place of its check in the report.
    func finding(
        of check: String, at index: Int, _ severity: InvariantResult.Severity,
        numbering fingerprints: inout Fingerprints,
        _ options: ReportOptions
    ) -> Finding {
        Finding(
            kind: kind, level: level, checkIndex: index, check: check, severity: severity, headline: headline,
            details: details + more(options), place: place, related: related, policies: Set(policies).sorted(),
            fingerprint: fingerprints.next(for: self, of: check), family: Fingerprints.family(of: self, of: check),
            isKnown: isKnown, waiver: waiver)
    }

    /// The command that shows more.
    private func more(_ options: ReportOptions) -> [String] {
        guard let command = options.inputWords.flatMap({ example?.traceCommand($0) }) else { return [] }
        return ["more: " + command]
    }
}

extension [Diagnostic.Related] {
    /// Each place once, and without `place`.
    func distinct(from place: SourceLocation) -> Self {
        var taken: Set = [place]
        return filter { taken.insert($0.location).inserted }
    }
}
