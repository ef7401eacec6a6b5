import Diagnostics
import Evaluation
import PolicyModel
import Prover
import Testing

/// Further derivations apply other rules, or pass in another way; the same elsewhere is not shown again.
@Suite("Further derivations")
struct FurtherDerivationTests {
    private static let target = [Rules.namespace(0, "env", "prod")]

    private static func entry(_ namespace: String, from environments: String..., name: String) -> String {
        let rules = environments.map { "{from: [{namespaceSelector: {matchLabels: {env: \($0)}}}]}" }
        return Question.policy(namespace, "{podSelector: {}, ingress: [\(rules.joined(separator: ", "))]}", name: name)
    }

    private static let test = Question.namespace("test", "{env: test}")

    private func derivations(
        _ manifests: String, _ claim: DerivedClaim = Rules.spreading(to: target), limit: Int = 10
    ) throws -> [Derivation] {
        let question = try Question(manifests + Question.universe("{namespaces: {exist: listed}}"))
        let prover = Prover(question.world, options: Prover.Options(maximumCounterexamples: limit))
        let answer = try prover.answer(to: claim)
        guard case .derivable(let derivations) = answer.listed else {
            Issue.record("\(answer)")
            return []
        }
        for attempt in derivations.flatMap(\.steps).flatMap(\.attempts) {
            #expect(attempt.decision.overall == .allowed)
        }
        return derivations
    }

    /// The policies and rules that let each connection in, in the order of the hops.
    private func ways(_ derivations: [Derivation]) -> [String] {
        derivations.map { derivation in
            derivation.steps.flatMap(\.attempts).map { attempt in
                if case .rule(let reference) = attempt.decision.ingress.reason {
                    return "\(reference.policy.identity.name)[\(reference.index)]"
                }
                return "open"
            }.joined(separator: " ")
        }
    }

    @Test("chains through other policies are shown, the shortest first")
    func chains() throws {
        let manifests = [
            Self.test, Question.namespace("relay", "{env: relay}"), Question.namespace("side", "{env: side}"),
            Question.namespace("prod", "{env: prod}"),
            Self.entry("prod", from: "relay", "side", name: "prod"), Self.entry("relay", from: "test", name: "relay"),
            Self.entry("side", from: "relay", name: "side"),
        ].joined()
        let found = ways(try derivations(manifests))
        #expect(found.first == "relay[0] prod[0]")
        #expect(Set(found) == ["relay[0] prod[0]", "relay[0] side[0] prod[1]"])
    }

    @Test("no more are shown than were asked for, though they pass by other policies")
    func limited() throws {
        let manifests = [
            Self.test, Question.namespace("a", "{env: prod}"), Question.namespace("b", "{env: prod}"),
            Self.entry("a", from: "test", name: "first"), Self.entry("b", from: "test", "staging", name: "second"),
        ].joined()
        #expect(try derivations(manifests, limit: 1).count == 1)
        #expect(Set(ways(try derivations(manifests, limit: 2))) == ["first[0]", "second[0]"])
    }

    @Test("the same way elsewhere is not shown again, nor is a longer chain that takes it")
    func spellings() throws {
        // Nothing governs these: a chain through any number of them ends by entering one that is open.
        let open = ["a", "b", "c"].map { Question.namespace($0, "{env: prod, name: \($0)}") }
        #expect(ways(try derivations(Self.test + open.joined())) == ["open"])
    }

    @Test("other rules of a program are other derivations, though the connections are the same")
    func rules() throws {
        var claim = Rules.spreading(to: Self.target)
        claim.program.rules.append(
            Rules.rule(
                1, [1], sorts: [.pod, .pod], attempts: [.init(source: 0, destination: 1, ports: Rules.ports(22))],
                Rules.connects, Rules.namespace(0, "env", "test"), Rules.namespace(1, "env", "prod")))
        let found = try derivations(Self.test + Question.namespace("prod", "{env: prod}"), claim)
        #expect(Set(found.compactMap { $0.steps.last?.rule }) == [2, 3])
        #expect(found.count == 2)
    }
}
