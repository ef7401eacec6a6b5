import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Testing

/// `labelled`: listed namespaces obey the universe's rules for labels.
@Suite("Labelling claims")
struct LabellingTests {
    private static let universe = Question.universe(
        """
        {namespaces: {labels: {env: {required: true, values: [prod, test]}, tenant: {required: true}},
          implications: [{name: prod-only, if: {matchLabels: {is-production: "true"}}, then: {matchLabels: {env: prod}}}]}}
        """)

    private func listed(_ claim: String, _ documents: String..., universe: String = Self.universe) throws
        -> Prover.ScopeAnswer
    {
        let answer = try Question(documents.joined() + universe + Question.invariant(claim)).answer()
        #expect(answer.future == nil)
        return answer.listed
    }

    private func rules(_ answer: Prover.ScopeAnswer) -> [String: [String]] {
        guard case .mislabelled(let namespaces) = answer else { return [:] }
        return Dictionary(uniqueKeysWithValues: namespaces.map { ($0.namespace.name, $0.violations.map(\.ruleName)) })
    }

    @Test("missing, unknown and contradictory labels are told, namespace by namespace")
    func faults() throws {
        let answer = try listed(
            "labelled: {}", Question.namespace("good", "{env: prod, tenant: a}"),
            Question.namespace("bare"), Question.namespace("misspelt", "{env: prd, tenant: a}"),
            Question.namespace("torn", "{env: test, tenant: a, is-production: \"true\"}"))
        #expect(
            rules(answer) == [
                "bare": ["labels.env.required", "labels.tenant.required"], "misspelt": ["labels.env.values"],
                "torn": ["implications.prod-only"],
            ])
    }

    @Test("the claim may be about some namespaces and some keys")
    func narrowed() throws {
        let namespaces = Question.namespace("a", "{env: prod}") + Question.namespace("b", "{env: test, tenant: t}")
        #expect(rules(try listed("labelled: {}", namespaces)) == ["a": ["labels.tenant.required"]])
        #expect(try listed("labelled: {keys: [env]}", namespaces).word == "proved")
        #expect(try listed("labelled: {namespaces: {matchLabels: {env: test}}}", namespaces).word == "proved")
        #expect(try listed("labelled: {}, except: {namespaces: [a]}", namespaces).word == "proved")
    }

    @Test("nothing is proved without a namespace or without a rule")
    func vacuous() throws {
        let namespace = Question.namespace("a", "{env: prod, tenant: t}")
        #expect(try listed("labelled: {namespaces: {matchLabels: {env: x}}}", namespace).word == "vacuous")
        #expect(try listed("labelled: {keys: [color]}", namespace).word == "vacuous")
        #expect(
            try listed("labelled: {}", namespace, universe: Question.universe("{pods: {exist: any}}")).word == "vacuous"
        )
    }

    @Test("labels of a namespace without a manifest are not known, so that nothing is said of them")
    func unknown() throws {
        let policy = Question.policy("bare", "{podSelector: {}}")
        #expect(try listed("labelled: {}", policy).word == "undecided")
    }
}
