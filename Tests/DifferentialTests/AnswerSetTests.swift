import PolicyModel
import Testing

@Suite("Least models against another engine")
struct AnswerSetTests {
    @Test("clingo derives the same violations in every tiny world")
    func violations() throws {
        var (worlds, violations) = (0, 0)
        for number in 0..<RandomCases.count / 10 {
            var generator = SampleGenerator(seed: RandomCases.seed(number) &+ 53_000_000)
            let sample = generator.sample()
            guard let loaded = try? LoadedSample(sample) else { continue }
            let claims = zip(sample.claims, loaded.claims)
            guard let (claim, lowered) = claims.first(where: { $0.0.quantity == .never }),
                let connections = lowered.connections
            else { continue }
            let rules = RuleTemplates(connections).program(number % RuleTemplates.count)
            guard let force = DerivationBruteForce(loaded.reference, claim, rules) else { continue }
            for var model in force.models.prefix(2) {
                guard let found = try AnswerSet(rules: rules, model: model).violations() else {
                    print("skipped: no clingo; scripts/setup-test-tools installs it")
                    return
                }
                let expected = model.violations()
                worlds += 1
                violations += found.count
                #expect(found == expected, "case \(number)\n\(sample.yaml)")
            }
        }
        print("\(worlds) worlds, \(violations) violations")
        #expect(worlds > RandomCases.count / 100)
    }
}
