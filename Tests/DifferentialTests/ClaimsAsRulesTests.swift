import PolicyModel
import Prover
import Testing

@Suite("Claims said in rules")
struct ClaimsAsRulesTests {
    @Test("a claim about connections is answered alike when it is said in rules", arguments: 0..<4)
    func verdicts(shard: Int) throws {
        var counts: [String: Int] = [:]
        for number in stride(from: shard, to: RandomCases.count / 4, by: 4) {
            let seed = RandomCases.seed(number) &+ 31_000_000
            var generator = SampleGenerator(seed: seed)
            guard let loaded = try? LoadedSample(generator.sample()) else { continue }
            let prover = Prover(loaded.world)
            for claim in loaded.claims {
                guard let rules = DerivedClaim(claim) else { continue }
                let expected = try #require(try prover.answers(to: [claim], workers: 1).first)
                let found = try prover.answer(to: rules)
                let words = [expected.listed.plainWord, expected.future?.plainWord ?? "-"]
                counts[words[0], default: 0] += 1
                guard words == [found.listed.plainWord, found.future?.plainWord ?? "-"] else {
                    Issue.record(
                        "seed \(seed): \(words), in rules \(found.listed.plainWord), \(found.future?.plainWord ?? "-") \(found)\n\(claim)\n\(loaded.reference.sample.yaml)"
                    )
                    return
                }
            }
        }
        print("shard \(shard): \(counts)")
    }
}

extension Prover.ScopeAnswer {
    var plainWord: String {
        switch self {
        case .proved: "proved"
        case .refuted, .derivable, .mislabelled: "refuted"
        case .undecided: "undecided"
        case .vacuous: "vacuous"
        }
    }
}
