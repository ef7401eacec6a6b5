import Invariants
import PolicyModel
import Prover
import Reports

extension ResultDraft {
    /// Says of a result what of it is known, and shows counterexamples that are not, if there are any.
    func tellKnown(_ outcome: BaselinePlan.Outcome, _ result: inout InvariantResult, _ invariant: Invariant) {
        let answers = outcome.rest.map { restrained($0, invariant.claim) }
        let counting = answers.flatMap { countingScopes($0) }.map(\.verdict)
        let rest: KnownViolations.Rest =
            counting.contains(.refuted) ? .found : counting.contains(.undecided) ? .undecided : .none
        result.known = KnownViolations(
            rest: rest, entries: outcome.remaining.map(\.reported), gone: outcome.gone.map(\.reported))
        guard rest == .found else { return }
        let violations = answers.flatMap { [$0.listed, $0.future].compactMap(\.self) }.flatMap(\.violations)
        result.counterexamples = violations.map(Findings(world: world).reported)
    }

    /// The scopes that decide whether an invariant holds.
    private func countingScopes(_ answer: Prover.Answer) -> [Prover.ScopeAnswer] {
        [answer.listed] + (world.universe.namespaces.future == .fail ? [answer.future].compactMap(\.self) : [])
    }
}

extension Prover.ScopeAnswer {
    /// Empty where it is not refuted by connections or pods.
    var violations: [ReplayedWitness] { if case .refuted(let violations) = self { violations } else { [] } }
}

extension KnownFinding {
    fileprivate var reported: KnownViolations.Entry {
        KnownViolations.Entry(fingerprint: fingerprint, headline: headline, location: location)
    }
}
