import Evaluation
import NetworkModel
import PolicyModel
import Prover
import TestSupport
import Testing

@Suite("The evaluator against the reference")
struct EvaluatorTests {
    @Test("every connection is decided as the handbook says")
    func decisions() {
        var random = RandomSource(seed: RandomCases.firstSeed ^ 0x5eed)
        for number in 0..<RandomCases.count {
            let seed = RandomCases.seed(number)
            var generator = SampleGenerator(seed: seed)
            guard let loaded = try? LoadedSample(generator.sample()) else { continue }
            for choices in ReferenceChoices.all {
                if let objection = objection(to: loaded, choices, &random) {
                    Issue.record("seed \(seed): \(objection)")
                    return
                }
            }
        }
    }

    private func objection(
        to loaded: LoadedSample, _ choices: ReferenceChoices, _ random: inout RandomSource
    ) -> String? {
        let evaluator = Evaluator(
            program: loaded.world.program,
            behaviour: Behaviour(
                ipBlockMatchesPods: choices.blocksMatchPods, initContainerPortsCount: choices.initPortsCount))
        let reference = ReferenceEvaluator(policies: loaded.reference.policies, choices: choices)
        for _ in 0..<5 {
            let connection = RandomConnection.connection(loaded.reference, &random)
            let decision = evaluator.decide(connection)
            let mirrored = ReferenceConnection(connection)
            for direction in Direction.allCases {
                let expected = reference.allows(direction, mirrored) ? Decision.allowed : .denied
                guard decision[direction].decision == expected else {
                    return "\(direction.rawValue) of \(connection) is \(decision[direction]) under \(choices); "
                        + "expected \(expected)\n\(loaded.reference.sample.yaml)"
                }
            }
            guard (decision.overall == .allowed) == reference.connects(mirrored) else {
                return "\(connection) is \(decision.overall) on the whole\n\(loaded.reference.sample.yaml)"
            }
        }
        return nil
    }
}
