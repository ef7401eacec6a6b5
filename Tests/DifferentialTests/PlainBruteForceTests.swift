import Testing

@Suite("Trying everything with tables against trying it plainly")
struct PlainBruteForceTests {
    @Test("merging what looks alike changes no verdict (abstraction.md §1)")
    func verdicts() throws {
        var compared = 0
        for number in 0..<RandomCases.count / 10 {
            var generator = SampleGenerator(seed: RandomCases.seed(number) &+ 7_000_000)
            guard let loaded = try? LoadedSample(generator.sample()) else { continue }
            for claim in loaded.reference.sample.claims {
                guard var plain = PlainBruteForce(loaded.reference, claim, limit: RandomCases.isLong ? 60_000 : 10_000),
                    let expected = plain.verdicts(), let tables = BruteForce(loaded.reference, claim, limit: .max)
                else { continue }
                let found = tables.verdicts()
                compared += 1
                guard found.listed.word == expected.listed.word, found.future?.word == expected.future?.word else {
                    Issue.record(
                        "listed \(expected.listed.word), not \(found.listed.word); future \(expected.future?.word ?? "-")\n\(loaded.reference.sample.yaml)"
                    )
                    return
                }
            }
        }
        print("compared \(compared)")
        #expect(compared > RandomCases.count / 200)
    }
}
