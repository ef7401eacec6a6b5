import Diagnostics

extension VerificationReport {
    /// All that someone should look at, in the order of the results.
    public func findings(_ options: ReportOptions) -> [Finding] {
        var fingerprints = Fingerprints()
        return results.enumerated().flatMap { index, result in
            result.drafts(options.rule).map { draft in
                Finding(
                    kind: draft.kind, level: draft.level, resultIndex: index, invariant: result.invariant,
                    severity: result.severity, headline: draft.headline, details: draft.details + draft.more(options),
                    place: draft.place,
                    related: draft.related, fingerprint: fingerprints.next(for: draft, of: result),
                    family: Fingerprints.family(of: draft, of: result), isKnown: draft.isKnown, waiver: draft.waiver)
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
    var isKnown = false
    /// Whether it is about what rules derive.
    var isDerivation = false
    var waiver: ReportedWaiver?
    var example: Counterexample?

    /// The command that shows more.
    func more(_ options: ReportOptions) -> [String] {
        guard let command = options.inputWords.flatMap({ example?.traceCommand($0) }) else { return [] }
        return ["more: " + command]
    }
}

extension InvariantResult {
    /// All findings, at the levels that they have under a rule.
    func drafts(_ rule: FailureRule) -> [FindingDraft] {
        let drafts =
            counting(rule) + unfinished(rule) + waivers.compactMap(draft) + gaps + warnings.map { draft($0, rule) }
        return drafts.map { draft in
            var draft = draft
            draft.isKnown = isKnown(draft, rule)
            let highest: Finding.Level = draft.isKnown ? .note : rule.counts(self) ? .error : .warning
            draft.level = min(draft.level, highest)
            return draft
        }
    }

    /// Those that the verdict stands for.
    private func counting(_ rule: FailureRule) -> [FindingDraft] {
        switch verdict {
        case .proved: []
        case .refuted: refutations
        case .undecided: [draft(.undecided, .error, "is undecided", because: inWords(undecidedReasons))]
        case .vacuous: [vacuous(rule.allowsVacuous ? .note : .error)]
        }
    }

    /// Violations by connections and pods are known by what they are, everything else by its fingerprint.
    private func isKnown(_ draft: FindingDraft, _ rule: FailureRule) -> Bool {
        // One derivation is shown of many: to know that one must not hide the others.
        if draft.isDerivation { return false }
        if draft.kind == .refuted, draft.example != nil { return known.map { $0.rest != .found } ?? false }
        return draft.kind != .expiredWaiver
            && rule.known?.contains(Fingerprints.family(of: draft, of: self)) ?? false
    }

    /// Where further violations may exist than a baseline knows, and nobody could tell.
    private func unfinished(_ rule: FailureRule) -> [FindingDraft] {
        guard verdict == .refuted, known?.rest == .undecided else { return [] }
        let what = "may be broken in ways that the baseline does not know: the solver gave up"
        return [draft(.undecided, .error, what)]
    }

    private func draft(_ waiver: ReportedWaiver) -> FindingDraft? {
        let (kind, level, words): (Finding.Kind, Finding.Level, String)
        switch waiver.state {
        case .used, .undecided: (kind, level, words) = (.waived, .note, "is waived until \(waiver.expires)")
        case .expired: (kind, level, words) = (.expiredWaiver, .error, "was waived until \(waiver.expires)")
        case .unused: return nil
        }
        let lines = ["waived: " + waiver.subject, "reason: " + waiver.reason, "owner: " + waiver.owner]
        return FindingDraft(
            kind: kind, level: level, headline: "\(title) \(words) by \(waiver.name.printable(limit: .max))",
            details: [claimLine] + lines.map { $0.printable(limit: .max) }, place: waiver.location,
            related: [Diagnostic.Related(location: source, message: "the invariant " + title)],
            identity: [waiver.name], waiver: waiver)
    }

    private func vacuous(_ level: Finding.Level) -> FindingDraft {
        draft(.vacuous, level, "is vacuous", because: inWords(vacuousParts))
    }

    private func inWords(_ reasons: [ScopedReason]) -> [String] {
        reasons.map { TextReport.inWords($0.scope) + ": " + $0.text.printable(limit: .max) }
    }

    private var refutations: [FindingDraft] {
        let examples = counterexamples.filter { !isGap($0) }
        let derived = countingDerivations.map { draft(.refuted, .error, "is refuted", $0) }
        let drafts = examples.map { draft(.refuted, .error, "is refuted", $0) } + derived + mislabelled.map(draft)
        return drafts.isEmpty ? [draft(.refuted, .error, "is refuted")] : drafts
    }

    private var gaps: [FindingDraft] {
        guard scopes.hasGap else { return [] }
        let words = scopes.future == .refuted ? "is not guaranteed" : "is undecided"
        let what = words + " for namespaces yet to be created"
        let examples = counterexamples.filter(isGap)
        let derived = derivations.filter { isGap($0.scope) }
        guard examples.isEmpty, derived.isEmpty else {
            return examples.map { draft(.gap, .note, what, $0) } + derived.map { draft(.gap, .note, what, $0) }
        }
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
            identity: [example.scope.rawValue] + example.identity, example: example)
    }

    private func draft(
        _ kind: Finding.Kind, _ level: Finding.Level, _ what: String, _ violation: DerivedViolation
    ) -> FindingDraft {
        let place = violation.decidingPlace ?? source
        let own = Diagnostic.Related(location: source, message: "the invariant " + title)
        return FindingDraft(
            kind: kind, level: level, headline: "\(title) \(what): \(violation.sentence)",
            details: [claimLine] + violation.explanation, place: place,
            related: ([own] + violation.places).distinct(from: place),
            identity: [violation.scope.rawValue] + violation.identity, isDerivation: true)
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

    private func draft(_ warning: Diagnostic, _ rule: FailureRule) -> FindingDraft {
        let counts = rule.isStrict && warning.id == RunStatus.matchesNothingListed
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
