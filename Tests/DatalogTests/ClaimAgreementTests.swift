import Analyses
import Diagnostics
import Dialects
import Foundation
import Invariants
import PolicyModel
import Prover
import TestSupport
import Testing

@Suite("Claims and the rules that say the same")
struct ClaimAgreementTests {
    static let examples = ["article/broken", "article/fixed", "tenants", "gateway/one-peer", "gateway/two-peers"]

    /// What kind of answer a scope has.
    private func kind(_ answer: Prover.ScopeAnswer?) -> String {
        switch answer {
        case .proved?: "proved"
        case .refuted?, .derivable?, .mislabelled?: "refuted"
        case .undecided(let reason)?: "undecided: \(reason)"
        case .vacuous?: "vacuous"
        case nil: "none"
        }
    }

    @Test("Both have the same verdict on the examples, in both scopes", arguments: examples)
    func verdicts(example: String) throws {
        var diagnostics = Diagnostics()
        var clock = StageClock()
        let path = packageRoot.appending(path: "examples/\(example)").path()
        let inputs = try #require(InputRequest(paths: [path]).load(into: &diagnostics, clock: &clock))
        let world = World(
            cluster: inputs.loaded.cluster, program: inputs.loaded.program, universe: inputs.specs.universe)
        let claims = inputs.specs.invariants.filter { $0.claim.connections != nil || isIsolation($0.claim) }
        try #require(!claims.isEmpty)
        let text = RuleWriting.text(of: claims)
        let rules = DatalogReading.read(Array(text.utf8), file: "printed.dl", into: &diagnostics)
        #expect(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))\n\(text)")
        try #require(rules.map(\.name) == claims.map(\.name))
        let prover = Prover(world)
        let expected = try prover.answers(to: claims.map(\.claim), workers: 1)
        let found = try prover.answers(to: rules.map(\.claim), workers: 1)
        for (position, claim) in claims.enumerated() {
            #expect(
                kind(found[position].listed) == kind(expected[position].listed), "\(claim.name), listed\n\(text)")
            #expect(
                kind(found[position].future) == kind(expected[position].future), "\(claim.name), future\n\(text)")
        }
    }

    private func isIsolation(_ claim: Claim) -> Bool { if case .isolated = claim { true } else { false } }
}
