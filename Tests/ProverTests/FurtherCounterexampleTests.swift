import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Testing

/// Further counterexamples are other ways to the same violation: another policy, another rule, no policy at all.
@Suite("Further counterexamples")
struct FurtherCounterexampleTests {
    private func reasons(_ answer: Prover.Answer) -> [String] {
        answer.listed.counterexamples.map { example in
            switch example.decision.ingress.reason {
            case .rule(let reference): "\(reference.policy.identity.name)[\(reference.index)]"
            case .noPolicySelects: "not selected"
            default: "other"
            }
        }
    }

    @Test("Where a pod that no policy selects is reached, so is one that a rule lets it to, and both are shown")
    func defaultAndRule() throws {
        let policy = """
            {podSelector: {matchLabels: {app: db}}, ingress: [
              {from: [{namespaceSelector: {matchLabels: {team: x}}}], ports: [{port: 3306}]},
              {ports: [{port: 9104}]}]}
            """
        let documents = [
            Question.namespace("prod"), Question.policy("prod", policy.replacing("\n", with: " "), name: "db"),
            Question.invariant("never: {from: {namespaceSelector: {}}, to: {namespaces: [prod]}}"),
            Question.universe("{namespaces: {exist: listed, relabel: [team]}}"),
        ]
        let answer = try Question(documents.joined()).answer(Prover.Options(maximumCounterexamples: 10))
        #expect(Set(reasons(answer)) == ["not selected", "db[0]", "db[1]"])
        #expect(reasons(answer).count == 3)
    }

    @Test("A rule is shown also where the claim fails whatever the labels, so that the solver does not look at them")
    func ruleThatAlwaysMatches() throws {
        let policy =
            "{podSelector: {matchLabels: {app: db}, matchExpressions: [{key: old, operator: DoesNotExist}]}, "
            + "ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}]}]}"
        let documents = [
            Question.namespace("prod", "{env: prod}"), Question.namespace("test", "{env: test}"),
            Question.policy("prod", policy, name: "db"),
            Question.invariant("never: {from: {namespaces: [test]}, to: {namespaces: [prod]}, ports: [{port: 3306}]}"),
            Question.universe("{namespaces: {exist: listed}}"),
        ]
        let answer = try Question(documents.joined()).answer(Prover.Options(maximumCounterexamples: 10))
        #expect(reasons(answer) == ["not selected", "db[0]"])
        let witness = answer.listed.counterexamples.last?.witness.connection.destination.pod
        #expect(witness?.labels == ["app": "db"])
    }

    @Test("The same way is not shown twice in other words")
    func spellings() throws {
        let documents = [
            Question.namespace("prod"),
            Question.policy("prod", "{podSelector: {}, ingress: [{ports: [{port: 80}, {port: 81}]}]}"),
            Question.invariant("never: {from: {namespaceSelector: {}}, to: {namespaces: [prod]}}"),
            Question.universe("{namespaces: {exist: listed}}"),
        ]
        let answer = try Question(documents.joined()).answer(Prover.Options(maximumCounterexamples: 10))
        #expect(reasons(answer) == ["p[0]"])
    }
}
