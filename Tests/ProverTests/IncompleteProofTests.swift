import Prover
import Testing

/// Proofs of which the solver could not find out what they rest on.
struct IncompleteProofTests {
    @Test("a proof that is not known to do without a rule of the universe names it")
    func rulesOfAnIncompleteProof() throws {
        let question = try Question(
            Question.namespace("red")
                + Question.policy(
                    "red", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: b}}}]}]}")
                + Question.universe("{namespaces: {labels: {team: {values: [a]}}}}")
                + Question.invariant(
                    "never: {from: {not: {namespaces: [red]}, podSelector: {}}, to: {namespaces: [red]}}"))
        var proofs: [Prover.Proof] = []
        for limit in stride(from: UInt32(1), to: 2_000, by: 10) {
            let answer = try question.answer(Prover.Options(resourceLimit: limit))
            if let proof = answer.listed.proof { proofs.append(proof) }
        }
        #expect(proofs.contains { !$0.isComplete })
        #expect(proofs.allSatisfy { $0.universeRules == ["namespaces.labels.team.values"] })
    }
}
