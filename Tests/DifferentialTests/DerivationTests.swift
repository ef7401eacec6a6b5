import NetworkModel
import PolicyModel
import Prover
import Testing

@Suite("Rules against the least model of every tiny world")
struct DerivationTests {
    @Test("every verdict is what the least models of all worlds give", arguments: 0..<4)
    func verdicts(shard: Int) throws {
        var counts: [String: Int] = [:]
        for number in stride(from: shard, to: RandomCases.count / 2, by: 4) {
            let seed = RandomCases.seed(number) &+ 47_000_000
            var generator = SampleGenerator(seed: seed)
            let sample = generator.sample()
            guard let loaded = try? LoadedSample(sample) else { continue }
            let claims = zip(sample.claims, loaded.claims)
            guard let (claim, lowered) = claims.first(where: { $0.0.quantity == .never }),
                let connections = lowered.connections
            else { continue }
            let template = number / 4 % RuleTemplates.count
            let rules = RuleTemplates(connections).program(template)
            guard let force = DerivationBruteForce(loaded.reference, claim, rules) else { continue }
            let expected = force.verdicts()
            let answer = try Prover(loaded.world).answer(to: rules)
            let scopes: [(Scope, Prover.ScopeAnswer?, Bool)] = [
                (.listed, answer.listed, expected.listed), (.future, answer.future, expected.future),
            ]
            for (scope, found, isDerivable) in scopes {
                guard let found else { continue }
                counts["\(template) \(found.plainWord)", default: 0] += 1
                let wrong =
                    objection(to: found, isDerivable, loaded, rules)
                    ?? objection(toProofOf: found, in: scope, loaded, claim, rules)
                if let objection = wrong {
                    Issue.record("seed \(seed), template \(template): \(objection)\n\(claim)\n\(sample.yaml)")
                    return
                }
            }
        }
        print("shard \(shard): \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
    }

    private func objection(
        to answer: Prover.ScopeAnswer, _ isDerivable: Bool, _ loaded: LoadedSample, _ rules: DerivedClaim
    ) -> String? {
        switch answer {
        case .undecided(let reason): return "undecided: \(reason)"
        case .proved, .vacuous: return isDerivable ? "not derivable, says the prover" : nil
        case .derivable(let derivations):
            guard isDerivable else { return "derivable, says the prover: \(derivations)" }
            return derivations.lazy.compactMap { self.objection(to: $0, loaded, rules) }.first
        case .refuted, .mislabelled: return "\(answer)"
        }
    }

    /// Nothing is derivable either where the policies and rules that a proof names are the only ones, or nearly so.
    private func objection(
        toProofOf answer: Prover.ScopeAnswer, in scope: Scope, _ loaded: LoadedSample, _ claim: SampleClaim,
        _ rules: DerivedClaim
    ) -> String? {
        guard case .proved(let proof) = answer else { return nil }
        guard proof.isComplete else { return "what the proof rests on was not found" }
        // An invariant needs what it names; there may be others that need less.
        let isMinimal = rules.program.recursiveRelations.isEmpty
        return ProofComparison(reference: loaded.reference, isMinimal: isMinimal) { world in
            guard let verdicts = DerivationBruteForce(world, claim, rules)?.verdicts() else { return nil }
            return scope == .listed ? verdicts.listed : verdicts.future
        }.objection(to: proof)
    }

    /// Every connection of a derivation is one of the reference's, too.
    private func objection(to derivation: Derivation, _ loaded: LoadedSample, _ rules: DerivedClaim) -> String? {
        for step in derivation.steps {
            for literal in rules.program.rules[step.rule].body {
                guard case .attempt(let position, let gate, let passes) = literal.part else { continue }
                guard let state = ReferenceWorld.State(step.attempts[position].witness) else { return "no state" }
                let directions: [Direction] =
                    switch gate {
                    case .both: [.egress, .ingress]
                    case .egress: [.egress]
                    case .ingress: [.ingress]
                    }
                guard loaded.reference.permits(state) else { return "not permitted: \(state)" }
                let isPassed = directions.allSatisfy { loaded.reference.allows($0, state) }
                if isPassed != passes { return "the reference does not agree about \(literal.text): \(state)" }
            }
        }
        return nil
    }
}
