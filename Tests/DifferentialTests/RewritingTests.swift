import PolicyModel
import Prover
import Testing

@Suite("Rules said in other ways")
struct RewritingTests {
    @Test("the order of rules, rules said twice, names of variables and relations in between change no verdict")
    func verdicts() throws {
        var compared = 0
        for number in 0..<RandomCases.count / 10 {
            var generator = SampleGenerator(seed: RandomCases.seed(number) &+ 59_000_000)
            let sample = generator.sample()
            guard let loaded = try? LoadedSample(sample),
                let claim = loaded.claims.compactMap(\.connections).first(where: { $0.quantity == .never })
            else { continue }
            let rules = RuleTemplates(claim).program(number % RuleTemplates.count)
            let prover = Prover(loaded.world)
            let expected = try prover.answer(to: rules)
            // What is undecided one way may be decided in another.
            guard expected.listed.plainWord != "undecided" else { continue }
            for program in [rules.program.reordered, rules.program.renamed, rules.program.split] {
                var other = rules
                other.program = program
                let found = try prover.answer(to: other)
                let words = [expected, found].map { [$0.listed.plainWord, $0.future?.plainWord ?? "-"] }
                compared += 1
                guard words[0] == words[1] || words[1].contains("undecided") else {
                    Issue.record("case \(number): \(words)\n\(rules)\n\(sample.yaml)")
                    return
                }
            }
        }
        #expect(compared > RandomCases.count / 10)
    }
}
