import Diagnostics

extension FindingDraft {
    /// A waiver that bears on an invariant; nil where it takes out nothing.
    ///
    /// - Parameter expiry: How grave it is that one has expired.
    init?(
        _ waiver: ReportedWaiver, of invariant: String, claim: String, at source: SourceLocation,
        expiry: Finding.Level = .error
    ) {
        let (kind, level, words): (Finding.Kind, Finding.Level, String)
        switch waiver.state {
        case .used, .undecided: (kind, level, words) = (.waived, .note, "is waived until \(waiver.expires)")
        case .expired: (kind, level, words) = (.expiredWaiver, expiry, "was waived until \(waiver.expires)")
        case .unused: return nil
        }
        let title = invariant.printable(limit: .max)
        let lines = [
            "claim: " + claim, "waived: " + waiver.subject, "reason: " + waiver.reason, "owner: " + waiver.owner,
        ]
        self.init(
            kind: kind, level: level, headline: "\(title) \(words) by \(waiver.name.printable(limit: .max))",
            details: lines.map { $0.printable(limit: .max) }, place: waiver.location,
            related: [Diagnostic.Related(location: source, message: "the invariant " + title)],
            identity: [waiver.name], waiver: waiver)
    }
}
