import NetworkModel
import PolicyModel
import Prover
import Testing

/// What declared rules for labels make provable, and what they do not (abstraction.md §3).
@Suite struct LabelRuleTests {
    private static let red = Question.namespace("red", "{env: prod, critical: 'true'}")
    private static let blue = Question.namespace("blue", "{env: test, critical: 'true'}")
    /// Only namespaces that say they are critical may come in.
    private static let policy = Question.policy(
        "red", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {critical: 'true'}}}]}]}")
    private static let claim = Question.invariant(
        "never: {from: {namespaceSelector: {matchLabels: {env: test}}}, to: {namespaces: [red]}}")
    private static let implication =
        "implications: [{name: critical-is-prod, if: {matchLabels: {critical: 'true'}}, then: {matchLabels: {env: prod}}}]"

    private func answer(_ universe: String, _ objects: [String]) throws -> Prover.Answer {
        try Question((objects + [Self.policy, Self.claim, Question.universe(universe)]).joined()).answer()
    }

    @Test("an implication holds for namespaces yet to be created, and the proof says that it rests on it")
    func futureNamespaces() throws {
        let free = try answer("{}", [Self.red])
        #expect(free.listed.word == "refuted")
        let bound = try answer("{namespaces: {\(Self.implication)}}", [Self.red])
        #expect(bound.listed.word == "proved")
        #expect(bound.listed.proof?.universeRules == ["namespaces.implications.critical-is-prod"])
    }

    @Test("an implication without a name is called by its position")
    func position() throws {
        let universe = Self.implication.replacing("name: critical-is-prod, ", with: "")
        let answer = try answer("{namespaces: {\(universe)}}", [Self.red])
        #expect(answer.listed.proof?.universeRules == ["namespaces.implications.0"])
    }

    @Test("a listed namespace that is left as it is may break an implication; one that is changed may not")
    func listedNamespaces() throws {
        let asListed = try answer("{namespaces: {\(Self.implication)}}", [Self.red, Self.blue])
        #expect(asListed.listed.word == "refuted")
        let relabelled = try answer("{namespaces: {relabel: [env], \(Self.implication)}}", [Self.red, Self.blue])
        #expect(relabelled.listed.word == "refuted")
        let sound = Question.namespace("blue", "{env: prod, critical: 'true'}")
        #expect(try answer("{namespaces: {relabel: [env]}}", [Self.red, sound]).listed.word == "refuted")
        let bound = try answer("{namespaces: {relabel: ['*'], \(Self.implication)}}", [Self.red, sound])
        #expect(bound.listed.word == "proved")
    }

    @Test("of a namespace without a manifest no rule is taken to hold")
    func withoutManifest() throws {
        let other = Question.policy("grey", "{podSelector: {}}", name: "q")
        #expect(try answer("{namespaces: {\(Self.implication)}}", [Self.red, other]).listed.word == "refuted")
    }

    @Test("labels that nothing but rules speak of get values that go with the others")
    func closure() throws {
        let universe = """
            {namespaces: {labels: {env: {required: true}}, implications: [
            {if: {matchLabels: {env: test}}, then: {matchExpressions: [{key: owner, operator: Exists}]}},
            {if: {matchExpressions: [{key: owner, operator: Exists}]}, then: {matchLabels: {zone: a}}}]}}
            """
        let answer = try answer(universe, [Self.red])
        let namespace = try #require(answer.listed.counterexamples.first).witness.connection.source.pod?.namespace
        #expect(namespace?.labels?["zone"] == "a")
        #expect(namespace?.labels?["owner"] != nil)
    }

    @Test("an implication between labels of pods holds for pods of no listed workload")
    func pods() throws {
        let objects = [
            Self.red,
            Question.policy("red", "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: db}}}]}]}"),
            Question.invariant("never: {from: {podSelector: {matchLabels: {tier: web}}}, to: {namespaces: [red]}}"),
        ]
        let rule = "implications: [{if: {matchLabels: {app: db}}, then: {matchLabels: {tier: data}}}]"
        let free = try Question(objects.joined()).answer()
        #expect(free.listed.word == "refuted")
        let bound = try Question((objects + [Question.universe("{pods: {\(rule)}}")]).joined()).answer()
        #expect(bound.listed.word == "proved")
        #expect(bound.listed.proof?.universeRules == ["pods.implications.0"])
    }

    @Test("under rules that contradict each other nothing is proved")
    func contradiction() throws {
        let universe = """
            {namespaces: {labels: {env: {required: true}}, implications: [
            {if: {matchExpressions: [{key: env, operator: Exists}]}, then: {matchLabels: {owner: a}}},
            {if: {matchLabels: {owner: a}}, then: {matchExpressions: [{key: env, operator: DoesNotExist}]}}]}}
            """
        let answer = try answer(universe, [Self.red])
        #expect(answer.listed == .vacuous(.universe))
        #expect(answer.future == .vacuous(.universe))
    }

    @Test("an immutable label stays where everything else may be relabelled, and the proof says so")
    func immutable() throws {
        let closed = Question.policy(
            "red", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: prod}}}]}]}")
        let claim = Question.invariant("never: {from: {namespaces: [blue]}, to: {namespaces: [red]}}")
        let objects = [Self.red, Self.blue, closed, claim]
        let free = try Question((objects + [Question.universe("{namespaces: {relabel: ['*']}}")]).joined()).answer()
        #expect(free.listed.word == "refuted")
        let universe = Question.universe("{namespaces: {relabel: ['*'], labels: {env: {immutable: true}}}}")
        let bound = try Question((objects + [universe]).joined()).answer()
        #expect(bound.listed.word == "proved")
        #expect(bound.listed.proof?.universeRules == ["namespaces.labels.env.immutable"])
    }
}
