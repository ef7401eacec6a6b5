import Diagnostics

extension VerificationReport {
    /// All that someone should look at, in the order of the results.
    public func findings(_ options: ReportOptions) -> [Finding] {
        var fingerprints = Fingerprints()
        return results.enumerated().flatMap { index, result in
            result.drafts(options).map { draft in
                let highest: Finding.Level = options.rule.counts(result) ? .error : .warning
                return Finding(
                    kind: draft.kind, level: min(draft.level, highest), resultIndex: index, invariant: result.invariant,
                    severity: result.severity, headline: draft.headline, details: draft.details, place: draft.place,
                    related: draft.related, fingerprint: fingerprints.next(for: draft, of: result))
            }
        }
    }
}

/// A finding without what it shares with others of its invariant.
struct FindingDraft {
    var kind: Finding.Kind
    var level: Finding.Level
    var headline: String
    var details: [String] = []
    var place: SourceLocation
    var related: [Diagnostic.Related] = []
    /// What tells it from others of its kind, besides the invariant's name.
    var identity: [String]
}

extension InvariantResult {
    fileprivate func drafts(_ options: ReportOptions) -> [FindingDraft] {
        counting(options) + gaps + warnings.map { draft($0, options) }
    }

    /// Those that the verdict stands for.
    private func counting(_ options: ReportOptions) -> [FindingDraft] {
        switch verdict {
        case .proved: []
        case .refuted: refutations
        case .undecided: [draft(.undecided, .error, "is undecided", because: inWords(undecidedReasons))]
        case .vacuous: [vacuous(options.allowsVacuous ? .note : .error)]
        }
    }

    private func vacuous(_ level: Finding.Level) -> FindingDraft {
        draft(.vacuous, level, "is vacuous", because: inWords(vacuousParts))
    }

    private func inWords(_ reasons: [ScopedReason]) -> [String] {
        reasons.map { TextReport.inWords($0.scope) + ": " + $0.text.printable(limit: .max) }
    }

    private var refutations: [FindingDraft] {
        let examples = counterexamples.filter { !isGap($0) }
        guard !examples.isEmpty || !mislabelled.isEmpty else { return [draft(.refuted, .error, "is refuted")] }
        return examples.map { draft(.refuted, .error, "is refuted", $0) } + mislabelled.map(draft)
    }

    private var gaps: [FindingDraft] {
        guard scopes.hasGap else { return [] }
        let words = scopes.future == .refuted ? "is not guaranteed" : "is undecided"
        let what = words + " for namespaces yet to be created"
        let examples = counterexamples.filter(isGap)
        guard examples.isEmpty else { return examples.map { draft(.gap, .note, what, $0) } }
        let why = undecidedReasons.filter { $0.scope == .future }.map { $0.text.printable(limit: .max) }
        return [draft(.gap, .note, what, because: why)]
    }

    private var title: String { invariant.printable(limit: .max) }

    private var claimLine: String { "claim: " + claim.printable(limit: .max) }

    private func draft(
        _ kind: Finding.Kind, _ level: Finding.Level, _ what: String, because why: [String] = []
    ) -> FindingDraft {
        FindingDraft(
            kind: kind, level: level,
            headline: "\(title) \(what)" + (why.isEmpty ? "" : ": " + why.joined(separator: "; ")),
            details: [claimLine], place: source, identity: [])
    }

    private func draft(
        _ kind: Finding.Kind, _ level: Finding.Level, _ what: String, _ example: Counterexample
    ) -> FindingDraft {
        let place = example.decidingPlace ?? source
        let invariantPlace = Diagnostic.Related(location: source, message: "the invariant " + title)
        return FindingDraft(
            kind: kind, level: level, headline: "\(title) \(what): \(example.sentence)",
            details: [claimLine] + example.explanation, place: place,
            related: ([invariantPlace] + example.places).distinct(from: place),
            identity: [example.scope.rawValue] + example.identity)
    }

    private func draft(_ namespace: MislabelledNamespace) -> FindingDraft {
        let faults = namespace.faults.flatMap { [$0.message, $0.suggestion].compactMap(\.self) }
        let own = Diagnostic.Related(location: source, message: "the invariant " + title)
        return FindingDraft(
            kind: .refuted, level: .error,
            headline: "\(title) is refuted: \(namespace.sentence.printable(limit: .max))",
            details: [claimLine] + faults.map { $0.printable(limit: .max) }, place: namespace.location ?? source,
            related: namespace.location == nil ? [] : [own],
            identity: ["namespace", namespace.name] + namespace.faults.map(\.rule))
    }

    private func draft(_ warning: Diagnostic, _ options: ReportOptions) -> FindingDraft {
        let counts = options.isStrict && warning.id == RunStatus.matchesNothingListed
        return FindingDraft(
            kind: .warning, level: counts ? .error : .warning, headline: "\(title): \(warning.sentence)",
            details: [claimLine], place: warning.location ?? source, related: warning.related,
            identity: [warning.id, warning.message])
    }
}

extension [Diagnostic.Related] {
    /// Each place once, and without `place`.
    fileprivate func distinct(from place: SourceLocation) -> Self {
        var taken: Set = [place]
        return filter { taken.insert($0.location).inserted }
    }
}
