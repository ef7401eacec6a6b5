import Diagnostics
import NetworkModel

extension AdmissionReport {
    /// A rule for labels that the change breaks, at the object that breaks it.
    func draft(_ reason: AdmissionReason) -> FindingDraft {
        FindingDraft(
            reason, headline: "\(reason.name) \(reason.message)", details: reason.advice,
            place: reason.location ?? objects.place, identity: [reason.kind.rawValue, reason.name, reason.message])
    }

    /// What of an invariant keeps the change from being admitted, at the line of the change that has a part in it.
    func draft(_ reason: AdmissionReason, of result: AdmissionResult) -> FindingDraft {
        let own = Diagnostic.Related(location: result.source, message: "the invariant " + result.invariant)
        let claim = ["claim: " + result.claim.printable(limit: .max)]
        let title = "\(result.invariant) \(reason.message)"
        guard let example = reason.counterexample else {
            let derived = [reason.derivation].compactMap(\.self)
            return FindingDraft(
                reason, headline: title, details: claim + derived.flatMap(\.explanation) + reason.advice,
                place: objects.place, related: [own] + derived.flatMap(\.places),
                identity: [reason.kind.rawValue, reason.message],
                policies: derived.flatMap(\.policies))
        }
        return FindingDraft(
            reason, headline: "\(title): \(example.sentence)", details: claim + example.explanation + reason.advice,
            place: place(of: example), related: [own] + example.places,
            identity: [reason.kind.rawValue, example.scope.rawValue] + example.identity, example: example,
            policies: example.policies)
    }

    /// The line of the change that has a part in a counterexample: a rule or a policy that decides it, or else the object
    /// that one of its ends is, or lies in.
    private func place(of example: Counterexample) -> SourceLocation {
        let files = Set(objects.filter { $0.action != "delete" }.map(\.location.file))
        let deciding = [example.decidingPlace].compactMap(\.self) + example.places.map(\.location)
        if let place = deciding.first(where: { files.contains($0.file) }) { return place }
        let pods = [example.to, example.from].compactMap { end -> Pod? in
            if case .pod(let pod) = end.endpoint { pod } else { nil }
        }
        let own = pods.lazy.compactMap { pod in objects.first { $0.isWorkload(of: pod) } }.first
        let around = pods.lazy.compactMap { pod in objects.first { $0.isIn(pod.namespace.name) } }.first
        return (own ?? around)?.location ?? objects.place
    }
}

extension AdmissionResult {
    /// What is to be told of it beside the reasons, none of which counts: what is waived, and what was broken before.
    var sideFindings: [FindingDraft] {
        let waived = waivers.compactMap {
            FindingDraft($0, of: invariant, claim: claim, at: source, expiry: .warning)
        }
        guard isBrokenBefore else { return waived }
        let broken = FindingDraft(
            kind: .brokenBefore, level: .note,
            headline: "\(invariant.printable(limit: .max)) was broken before, and not by what the change touches",
            details: ["claim: " + claim.printable(limit: .max)], place: source, identity: [])
        return [broken] + waived
    }
}

extension FindingDraft {
    /// A reason that a change is denied for.
    fileprivate init(
        _ reason: AdmissionReason, headline: String, details: [String], place: SourceLocation,
        related: [Diagnostic.Related] = [], identity: [String], example: Counterexample? = nil,
        policies: [ReportedPolicy] = []
    ) {
        let kind: Finding.Kind =
            switch reason.certainty {
            case .violated: .refuted
            case .undecided: .undecided
            case .vacuous: .vacuous
            }
        self.init(
            kind: kind, level: .error, headline: headline.printable(limit: .max), details: details, place: place,
            related: related.distinct(from: place), identity: identity, example: example, policies: policies)
    }

    /// The policies that a denied change lacks, or why none would help.
    init(_ suggestion: PolicySuggestion, at place: SourceLocation) {
        let lines = suggestion.inLines
        self.init(
            kind: .suggestion, level: .note, headline: lines.first ?? suggestion.outcome.rawValue,
            details: Array(lines.dropFirst()), place: place, identity: [suggestion.outcome.rawValue])
    }
}

extension PolicySuggestion {
    /// As the text for people tells it, the headline first.
    var inLines: [String] {
        TextReport().lines(self).drop(while: \.isEmpty).map { $0.printable(limit: .max) }
    }
}

extension AdmissionReason {
    /// What is likely to mend it.
    fileprivate var advice: [String] { suggestion.map { ["suggestion: " + $0.printable(limit: .max)] } ?? [] }
}

extension [ChangedObjectSummary] {
    /// Where the change stands. An admission without an object is refused before anything is decided.
    fileprivate var place: SourceLocation { first?.location ?? SourceLocation(file: "<change>") }
}

extension ChangedObjectSummary {
    fileprivate func isWorkload(of pod: Pod) -> Bool {
        pod.workload.map { $0.kind == kind && $0.namespace == namespace && $0.name == name } ?? false
    }

    /// Whether it is a namespace of this name, or in one.
    fileprivate func isIn(_ name: String) -> Bool { namespace.map { $0 == name } ?? (self.name == name) }
}
