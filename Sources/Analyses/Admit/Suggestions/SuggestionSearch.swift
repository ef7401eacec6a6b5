import Dialects
import Invariants
import PolicyModel
import Reports

/// Looks for a smallest selection of candidates with which a change is admitted.
///
/// Selections are gone through by size. One with which a known violation persists is not decided about; the others are,
/// by the very decision that `admit` makes, and what that finds is known from then on. A selection is extended by the
/// remedies of one violation that it leaves: every larger selection that is admitted adds one of them
/// (``KnownViolation/remedies(beyond:)``), so that each smallest one is met, and none that is larger before it.
struct SuggestionSearch {
    enum Outcome {
        case found(PolicySelection, ChangeDecision)
        /// No selection will do; what was in the way where there was nothing left to try.
        case impossible([DeadEnd])
        /// There is too much to try.
        case unfinished
    }

    /// A violation with nothing left that would mend it.
    struct DeadEnd {
        var violation: KnownViolation
        var selection: PolicySelection
        /// How many known violations the selection leaves.
        var left: Int
    }

    /// How much to try: decisions cost the most.
    struct Limits {
        var decisions = 100
        var selections = 20_000
    }

    private let candidates: CandidatePolicies
    private let trial: PolicyTrial
    private let limits: Limits
    /// Invariants of which no single connection is a violation.
    private let composite: Set<String>
    private let decide: (PolicySelection) throws -> ChangeDecision
    private var violations: [KnownViolation] = []
    private var deadEnds: [DeadEnd] = []
    private var decisions = 0

    /// - Parameter composite: invariants whose counterexamples break them together only: what becomes of one says nothing.
    init(
        _ trial: PolicyTrial, composite: Set<String> = [], limits: Limits = Limits(),
        decide: @escaping (PolicySelection) throws -> ChangeDecision
    ) {
        candidates = trial.candidates
        self.trial = trial
        self.composite = composite
        self.limits = limits
        self.decide = decide
    }

    /// - Parameter first: what was decided without any candidate, a denial.
    mutating func outcome(after first: ChangeDecision) throws -> Outcome {
        learn(first, with: PolicySelection())
        if let ends = hopeless() { return .impossible(ends) }
        var level = [PolicySelection()]
        var tried = 0
        while !level.isEmpty {
            var next: Set<PolicySelection> = []
            for selection in level.sorted(by: candidates.isPreferred) {
                tried += 1
                guard tried <= limits.selections else { return .unfinished }
                let isFirst = selection.members.isEmpty
                if !isFirst, persistent(with: selection).isEmpty {
                    guard decisions < limits.decisions else { return .unfinished }
                    decisions += 1
                    let decision = try decide(selection)
                    if decision.reasons.isEmpty { return .found(selection, decision) }
                    learn(decision, with: selection)
                    if let ends = hopeless() { return .impossible(ends) }
                }
                for candidate in remedies(beyond: selection) { next.insert(selection.adding(candidate)) }
            }
            level = Array(next)
        }
        return .impossible(deadEnds)
    }

    private mutating func learn(_ decision: ChangeDecision, with selection: PolicySelection) {
        for reason in decision.reasons where !composite.contains(reason.name) {
            guard let example = reason.counterexample else { continue }
            violations.append(KnownViolation(reason, example, with: selection, trial))
        }
    }

    /// Violations that are there from the start and that nothing mends: then there is no need to try further.
    private func hopeless() -> [DeadEnd]? {
        let none = PolicySelection()
        let ends = violations.filter { $0.persists(with: none) && $0.remedies(beyond: none).isEmpty }
        return ends.isEmpty ? nil : ends.map { DeadEnd(violation: $0, selection: none, left: ends.count) }
    }

    private func persistent(with selection: PolicySelection) -> [KnownViolation] {
        violations.filter { $0.persists(with: selection) }
    }

    /// Of the violations that a selection leaves, that with the fewest remedies; all candidates where none is known, as
    /// where an invariant is undecided.
    private mutating func remedies(beyond selection: PolicySelection) -> [Int] {
        let choices = persistent(with: selection).map { (violation: $0, remedies: $0.remedies(beyond: selection)) }
        guard let best = choices.min(by: { $0.remedies.count < $1.remedies.count }) else {
            return candidates.all.indices.filter { !selection.contains($0) }
        }
        if best.remedies.isEmpty {
            deadEnds += choices.filter(\.remedies.isEmpty).map {
                DeadEnd(violation: $0.violation, selection: selection, left: choices.count)
            }
        }
        return best.remedies
    }
}
