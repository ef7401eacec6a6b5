import Diagnostics
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Testing

extension ClaimClause: CustomTestStringConvertible {
    var testDescription: String { sentence }

    /// Holds the prover to what the handbook says.
    func check() throws {
        var diagnostics = Diagnostics()
        let specs = specs(into: &diagnostics)
        let program = program(into: &diagnostics)
        try #require(diagnostics.sorted.map(\.text) == [])
        let claim = try #require(specs.invariants.first).claim
        let cluster = Cluster(namespaces: namespaces, workloads: workloads)
        let prover = Prover(World(cluster: cluster, program: program, universe: specs.universe))
        let answer = try #require(try prover.answers(to: [claim]).first)
        #expect(answer.listed.word == listed)
        if let future { #expect(answer.future?.word == future) }
        if case .refuted(let counterexamples) = answer.listed {
            #expect(counterexamples.first?.dependsOn.map(\.name) == dependsOn)
        }
    }
}

extension Prover.ScopeAnswer {
    fileprivate var word: String {
        switch self {
        case .proved: "proved"
        case .refuted, .derivable, .mislabelled: "refuted"
        case .undecided: "undecided"
        case .vacuous: "vacuous"
        }
    }
}

/// The cases of `Specs/semantics/claims.yaml`.
@Suite("The numbered clauses on claims for all label assignments")
struct ClaimClauseTests {
    @Test("Claims (AB-01 to AB-24, AB-29 to AB-33, AB-41 to AB-46)", arguments: ClauseFile.claims("claims"))
    func claims(clause: ClaimClause) throws { try clause.check() }

    /// AB-40 is a refusal (NP-17); AB-43 speaks of several hops; the rest of other dialects than NetworkPolicy.
    private static let elsewhere: Set = Set([25, 26, 27, 28, 34, 35, 36, 37, 38, 39, 40, 43])

    @Test("Every clause on NetworkPolicy has a case")
    func coverage() {
        let numbers = Set(ClauseFile.claims("claims").map(\.number))
        let all = (1...46).filter { !Self.elsewhere.contains($0) }.map { $0 < 10 ? "AB-0\($0)" : "AB-\($0)" }
        #expect(all.filter { !numbers.contains($0) } == [])
    }
}
