import Prover
import Testing

@Suite("The difference against brute force")
struct BruteForceTests {
    @Test("the classes are exactly the connections that differ, on random pairs of policy sets", arguments: 0..<20)
    func classesAreTheDifference(block: Int) throws {
        for number in 0..<10 {
            let seed = UInt64(block * 10 + number)
            let revisions = RandomRevisions(seed: seed)
            let difference = try DifferenceProver(
                base: revisions.base, head: revisions.head, universe: revisions.universe,
                options: DifferenceProver.Options(wholeUpTo: number % 2 == 0 ? 12 : 0)
            ).difference()
            #expect(difference.undecided == nil && difference.truncated.isEmpty, "seed \(seed)")
            let disagreements = EveryConnection(revisions: revisions).disagreements(with: difference, limit: 120)
            #expect(disagreements.isEmpty, "seed \(seed)")
            #expect(difference.kinds == Set(difference.classes.map(\.kind)), "seed \(seed)")
        }
    }
}
