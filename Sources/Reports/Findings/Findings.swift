import Diagnostics

extension VerificationReport {
    /// All that someone should look at, in the order of the results.
    public func findings(_ options: ReportOptions) -> [Finding] {
        var fingerprints = Fingerprints()
        return results.enumerated().flatMap { index, result in
            result.drafts(options.rule).map { draft in
                draft.finding(
                    of: result.invariant, at: index, result.severity, numbering: &fingerprints, options)
            }
        }
    }
}

extension InvariantResult {
    /// All findings, at the levels that they have under a rule.
    func drafts(_ rule: FailureRule) -> [FindingDraft] {
        let drafts =
            counting(rule) + unfinished(rule)
            + waivers.compactMap { FindingDraft($0, of: invariant, claim: claim, at: source) } + gaps
            + warnings.map { draft($0, rule) }
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
        switch draft.kind {
        case .refuted, .vacuous, .warning:
            return rule.known?.contains(Fingerprints.family(of: draft, of: invariant)) ?? false
        // That nothing is known of something can be known of nothing, whatever fingerprints a baseline lists; and a waiver
        // that has expired is to be renewed.
        default: return false
        }
    }

    /// Where further violations may exist than a baseline knows, and nobody could tell.
    private func unfinished(_ rule: FailureRule) -> [FindingDraft] {
        guard verdict == .refuted, known?.rest == .undecided else { return [] }
        let what = "may be broken in ways that the baseline does not know: the solver gave up"
        return [draft(.undecided, .error, what)]
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
            identity: [example.scope.rawValue] + example.identity, example: example, policies: example.policies)
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
            identity: [violation.scope.rawValue] + violation.identity, isDerivation: true,
            policies: violation.policies)
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
