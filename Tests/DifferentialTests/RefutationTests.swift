import PolicyModel
import SMT
import Testing

@testable import Prover

@Suite("Refuting by cases against the solver")
struct RefutationTests {
    private func isMet(_ obligation: Obligation, with solvers: inout Solvers) throws -> Bool {
        if obligation.isTriviallyUnsatisfiable { return false }
        try solvers.search.reset()
        _ = try Encoding(obligation, in: &solvers.search)
        return try solvers.search.check(keepsModel: false) == .satisfiable
    }

    @Test("what cases refute the solver refutes too, and it has little to add")
    func obligations() throws {
        var solvers = try Solvers()
        var (refuted, missed) = (0, 0)
        for number in 0..<RandomCases.count / 4 {
            var generator = SampleGenerator(seed: RandomCases.seed(number) &+ 9_000_000)
            guard let loaded = try? LoadedSample(generator.sample()) else { continue }
            for claim in loaded.claims.flatMap(\.pairClaims) {
                let workspace = ClaimWorkspace(claim, in: loaded.world)
                for (scope, question) in Scope.allCases.flatMap({ [($0, Question.violation), ($0, .premises)] }) {
                    var builder = ObligationBuilder(workspace, scope, question)
                    let obligation = builder.build()
                    if obligation.isTriviallyUnsatisfiable { continue }
                    switch (obligation.isRefutedByCases(), try isMet(obligation, with: &solvers)) {
                    case (true, true):
                        Issue.record("\(scope), \(question): \(claim)\n\(loaded.reference.sample.yaml)")
                        return
                    case (true, false): refuted += 1
                    case (false, false): missed += 1
                    case (false, true): break
                    }
                }
            }
        }
        print("refuted \(refuted), and \(missed) by the solver alone")
        #expect(refuted > RandomCases.count / 40)
        #expect(missed < refuted / 2)
    }
}
