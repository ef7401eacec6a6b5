import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Testing

/// `isolated`: every such pod is selected by a policy of the direction.
@Suite("Isolation claims")
struct IsolationTests {
    private static let denyAll = "{podSelector: {}, policyTypes: [Ingress]}"

    private func answer(_ claim: String, _ documents: String..., options: Prover.Options = .init()) throws
        -> Prover.Answer
    {
        try Question(documents.joined() + Question.invariant(claim)).answer(options)
    }

    private static let everyPod = "isolated: {direction: ingress, pods: {podSelector: {}}}"

    @Test("a default deny isolates every pod of its namespace, with any labels, and the proof rests on it")
    func defaultDeny() throws {
        let answer = try answer(Self.everyPod, Question.namespace("a"), Question.policy("a", Self.denyAll))
        #expect(answer.listed.word == "proved")
        #expect(answer.listed.proof?.policies.map(\.identity.name) == ["p"])
    }

    @Test("a policy for some labels leaves the pods without them open")
    func someLabels() throws {
        let answer = try answer(
            Self.everyPod, Question.namespace("a"),
            Question.policy("a", "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}"))
        let counterexample = try #require(answer.listed.counterexamples.first)
        #expect(counterexample.openDirection == .ingress)
        let pod = try #require(counterexample.witness.connection.destination.pod)
        #expect(pod.labels == [:])
        #expect(counterexample.absentLabels.map(\.key) == ["app"])
        #expect(counterexample.decision.ingress.decision == .allowed)
    }

    @Test("a policy whose rules allow everything isolates all the same")
    func allowAll() throws {
        let answer = try answer(
            Self.everyPod, Question.namespace("a"), Question.policy("a", "{podSelector: {}, ingress: [{}]}"))
        #expect(answer.listed.word == "proved")
    }

    @Test("directions are told apart: a policy for ingress leaves egress open")
    func directions() throws {
        let documents = Question.namespace("a") + Question.policy("a", Self.denyAll)
        #expect(
            try answer("isolated: {direction: egress, pods: {podSelector: {}}}", documents).listed.word == "refuted")
        let both = try answer("isolated: {pods: {podSelector: {}}}", documents)
        #expect(both.listed.counterexamples.map(\.openDirection) == [.egress])
    }

    @Test("policies that together select every pod isolate every pod")
    func together() throws {
        let answer = try answer(
            Self.everyPod, Question.namespace("a"),
            Question.policy(
                "a", "{podSelector: {matchExpressions: [{key: app, operator: Exists}]}, policyTypes: [Ingress]}",
                name: "with"),
            Question.policy(
                "a", "{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}, policyTypes: [Ingress]}",
                name: "without"))
        #expect(answer.listed.word == "proved")
        #expect(answer.listed.proof?.policies.map(\.identity.name) == ["with", "without"])
    }

    @Test("a namespace yet to be created has no policies unless the universe gives it some")
    func future() throws {
        let documents = Question.namespace("a") + Question.policy("a", Self.denyAll)
        #expect(try answer(Self.everyPod, documents).future?.word == "refuted")
        let universe = Question.universe("{namespaces: {policies: [deny.yaml]}}")
        let template = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny}
            spec: \(Self.denyAll)
            """
        let question = try Question(
            documents + universe + Question.invariant(Self.everyPod), templates: ["deny.yaml": template])
        #expect(try question.answer().future?.word == "proved")
    }

    @Test("whoever owns an untrusted namespace may take its policies away")
    func untrusted() throws {
        let answer = try answer(
            Self.everyPod, Question.namespace("a", "{tier: sandbox}"), Question.policy("a", Self.denyAll),
            Question.universe("{namespaces: {untrusted: {matchLabels: {tier: sandbox}}}}"))
        #expect(answer.listed.word == "refuted")
    }

    @Test("exempted pods need no policy, and are said to be exempt of claims about connections too")
    func except() throws {
        let documents =
            Question.namespace("a") + Question.policy("a", Self.denyAll) + Question.namespace("kube-system")
        let exempt = "except: {namespaces: [kube-system]}"
        #expect(try answer("\(Self.everyPod)", documents).listed.word == "refuted")
        #expect(try answer("\(Self.everyPod), \(exempt)", documents).listed.word == "proved")
        let never = "never: {from: {external: true}, to: {podSelector: {}}}"
        #expect(try answer(never, documents).listed.word == "refuted")
        #expect(try answer("\(never), \(exempt)", documents).listed.word == "proved")
        let only = "only: {from: {namespaces: [a]}, to: {podSelector: {}}}"
        let universe = Question.universe("{namespaces: {exist: listed}}")
        #expect(try answer("\(only), except: {external: true}", documents, universe).listed.word == "refuted")
        let everybody = "except: [{namespaces: [kube-system]}, {external: true}]"
        #expect(try answer("\(only), \(everybody)", documents, universe).listed.word == "vacuous")
    }

    @Test("each namespace that lacks policies is a counterexample of its own")
    func further() throws {
        let answer = try answer(
            Self.everyPod, Question.namespace("a", "{team: x}"), Question.namespace("b"),
            Question.policy("b", "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}"),
            options: Prover.Options(maximumCounterexamples: 5))
        let names = answer.listed.counterexamples.compactMap { $0.witness.connection.destination.pod?.namespace.name }
        #expect(Set(names) == ["a", "b"])
    }

    @Test("nothing is proved of pods that cannot exist")
    func vacuous() throws {
        let claim = "isolated: {direction: ingress, pods: {namespaces: [b]}}"
        let universe = Question.universe("{namespaces: {exist: listed}}")
        #expect(try answer(claim, Question.namespace("a"), universe).listed.word == "vacuous")
    }
}
