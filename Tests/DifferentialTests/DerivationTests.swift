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
            for (found, isDerivable) in [(answer.listed, expected.listed), (answer.future, expected.future)] {
                guard let found else { continue }
                counts["\(template) \(found.plainWord)", default: 0] += 1
                if let objection = objection(to: found, isDerivable, loaded, rules) {
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
