import Prover
import Testing

@Suite("The prover against trying everything")
struct BruteForceTests {
    @Test("every verdict is what trying every state gives", arguments: 0..<8)
    func verdicts(shard: Int) throws {
        var counts = Counts()
        for number in stride(from: shard, to: RandomCases.count, by: 8) {
            let seed = RandomCases.seed(number)
            if let failure = Comparison.failure(seed: seed, into: &counts) {
                Issue.record("\(failure)")
                return
            }
        }
        print("shard \(shard): \(counts)")
    }
}
