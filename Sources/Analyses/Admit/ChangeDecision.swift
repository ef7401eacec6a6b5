import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// What a change does to every invariant, and what keeps it from being admitted.
///
/// Only pairs of which an endpoint is touched are decided about the changed cluster; all others are as they were.
struct ChangeDecision {
    private(set) var results: [AdmissionResult] = []
    private(set) var reasons: [AdmissionReason] = []

    /// - Parameters:
    ///   - before: The verdicts about the cluster without the change, in the order of the invariants.
    ///   - explainsProofs: Whether to find out what the proofs about what is touched rest on.
    init(
        _ change: ClusterChange, specs: Specs, options: VerifyOptions, before: [Verdict], explainsProofs: Bool = false
    ) throws {
        let cluster = DecidedCluster(change.after, specs: specs, options: options)
        let touched = TouchedEndpoints(change)
        let parts = try Self.touchedParts(
            of: specs.invariants, before, touched, in: cluster,
            explaining: explainsProofs ? [.proofs, .gaps, .counterexamples] : [.gaps, .counterexamples])
        let others = try Self.others(specs.invariants, before, parts, touched, change, in: cluster)
        for (position, invariant) in specs.invariants.enumerated() {
            let result = AdmissionResult(
                invariant: invariant.name, severity: invariant.severity.reported, source: invariant.location,
                claim: invariant.claim.inWords, before: before[position],
                after: Verdict.whole([parts[position]?.verdict, others[position]].compactMap(\.self)),
                touched: parts[position])
            results.append(result)
            reasons += result.reasons(for: invariant)
        }
        reasons = LabelReview(change, specs.universe).reasons + change.orphaned(specs.waivers) + reasons
        if specs.invariants.isEmpty, !specs.universe.hasLabelRules {
            reasons.append(.nothingChecked)
        }
    }

    /// Each invariant decided about the endpoints that the change touches; nil where it is about none of them.
    private static func touchedParts(
        of invariants: [Invariant], _ before: [Verdict], _ touched: TouchedEndpoints, in cluster: DecidedCluster,
        explaining explanations: Prover.Explanations
    ) throws -> [InvariantResult?] {
        if touched.isEmpty { return invariants.map { _ in nil } }
        let questions = invariants.enumerated().filter {
            $0.element.claim.isDividedByTouch(wasRefuted: before[$0.offset] == .refuted)
        }.flatMap { position, invariant in
            invariant.claim.touching(touched.endpoints, namespaces: touched.namespaces).map {
                (position: position, invariant: invariant, claim: $0)
            }
        }
        // Parts about nothing are left out, so nobody is told why they are.
        let results = try cluster.results(
            of: questions.map { ($0.invariant, $0.claim) }, explaining: explanations)
        var parts: [InvariantResult?] = invariants.map { _ in nil }
        for (question, result) in zip(questions, results) where result.verdict != .vacuous {
            parts[question.position] = parts[question.position]?.combined(with: result) ?? result
        }
        for position in parts.indices { parts[position]?.claim = invariants[position].claim.inWords }
        return parts
    }

    /// The verdict about all pairs that the change does not touch, which held or failed before.
    private static func others(
        _ invariants: [Invariant], _ before: [Verdict], _ parts: [InvariantResult?], _ touched: TouchedEndpoints,
        _ change: ClusterChange, in cluster: DecidedCluster
    ) throws -> [Verdict] {
        let mayRemoveEndpoints = change.mayRemoveEndpoints
        if touched.isEmpty, !mayRemoveEndpoints { return before }
        var verdicts = before
        // What was broken may have been broken by the touched pairs alone; what held may be left without a subject.
        let open = invariants.indices.filter { position in
            switch before[position] {
            case .refuted, .undecided: true
            case .proved: parts[position] == nil && mayRemoveEndpoints
            case .vacuous: false
            }
        }
        let decided = try cluster.verdicts(
            of: open.map {
                (invariants[$0], invariants[$0].claim.apart(from: touched.endpoints, namespaces: touched.namespaces))
            })
        for (position, verdict) in zip(open, decided) { verdicts[position] = verdict }
        return verdicts
    }
}

extension Verdict {
    /// The verdict on a claim of which these are the verdicts on its parts.
    fileprivate static func whole(_ parts: [Verdict]) -> Verdict {
        [.refuted, .undecided, .proved].first(where: parts.contains) ?? .vacuous
    }
}

extension InvariantResult {
    /// The result of two parts of one claim.
    fileprivate func combined(with other: Self) -> Self {
        let rank: [Verdict] = [.refuted, .undecided, .proved, .vacuous]
        // Every verdict is in the list.
        let isFirst = rank.firstIndex(of: verdict)! <= rank.firstIndex(of: other.verdict)!
        var (result, second) = isFirst ? (self, other) : (other, self)
        if second.verdict == result.verdict {
            result.counterexamples += second.counterexamples
            result.derivations += second.derivations
            result.undecidedReasons += second.undecidedReasons
        }
        result.restsOn = Set(result.restsOn).union(second.restsOn).sorted()
        return result
    }
}

extension AdmissionResult {
    /// What of it keeps the change from being admitted.
    fileprivate func reasons(for invariant: Invariant) -> [AdmissionReason] {
        let kind = invariant.claim.reasonKind
        let held = before == .proved ? "held before, and " : ""
        switch touched?.verdict {
        case .refuted?:
            let counting = touched?.countingCounterexamples ?? []
            let mislabelled = touched?.mislabelled ?? []
            let message = held + "fails for endpoints that the change touches"
            let derived = touched?.countingDerivations ?? []
            return counting.map { reason(kind, .violated, message, invariant, $0) }
                + derived.map { reason(kind, .violated, message, invariant, derivation: $0) }
                + mislabelled.map { reason(kind, .violated, held + $0.sentence, invariant) }
        case .undecided?:
            let why = touched?.undecidedReasons.first.map { ": " + $0.text } ?? ""
            return [reason(kind, .undecided, "is undecided for endpoints that the change touches" + why, invariant)]
        case .proved?, .vacuous?, nil:
            guard before == .proved, after == .vacuous else { return [] }
            return [reason(kind, .vacuous, held + "is about nothing that is left after the change", invariant)]
        }
    }

    private func reason(
        _ kind: AdmissionReason.Kind, _ certainty: AdmissionReason.Certainty, _ message: String,
        _ invariant: Invariant, _ counterexample: Counterexample? = nil, derivation: DerivedViolation? = nil
    ) -> AdmissionReason {
        AdmissionReason(
            kind, certainty, name: invariant.name, message: message, location: invariant.location,
            counterexample: counterexample, derivation: derivation)
    }
}

extension Claim {
    var reasonKind: AdmissionReason.Kind {
        switch self {
        case .connections, .derived: .invariant
        case .isolated: .guardrail
        case .labelled: .label
        }
    }
}

extension AdmissionReason {
    static let nothingChecked = AdmissionReason(
        .invariant, .vacuous, name: "", message: "nothing is checked: there is no invariant, and no rule for labels",
        suggestion: "name a file of them with `--specs`")
}
