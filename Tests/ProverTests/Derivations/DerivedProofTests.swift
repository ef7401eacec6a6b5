import Diagnostics
import PolicyModel
import SMT
import Testing

@testable import Prover

@Suite("What proofs about rules rest on")
struct DerivedProofTests {
    private static let database = [Rules.namespace(0, "env", "prod"), Rules.pod(0, "app", "mysql")]

    /// What comes from `test` is let into `stage`, and what comes from `stage` into `prod`; `stage` lets nothing out.
    private static let row = [
        Question.namespace("test", "{env: test}"), Question.namespace("stage", "{env: stage}"),
        Question.namespace("prod", "{env: prod}"), Question.namespace("aside", "{env: aside}"),
        entry("stage", from: "test"), entry("prod", from: "stage"),
        Question.policy("stage", "{podSelector: {}, policyTypes: [Egress]}", name: "nothing-out"),
        Question.policy("aside", "{podSelector: {}, policyTypes: [Ingress, Egress]}", name: "closed"),
        Question.policy("test", "{podSelector: {}, ingress: [{}], egress: [{}]}", name: "open"),
    ].joined()

    private static func entry(_ namespace: String, from environment: String) -> String {
        Question.policy(
            namespace,
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: \(environment)}}}]}]}",
            name: "from-\(environment)")
    }

    private func proof(
        _ manifests: String, _ claim: DerivedClaim = Rules.spreading(to: database),
        universe: String = "{namespaces: {exist: listed}}"
    ) throws -> Prover.Proof {
        let question = try Question(manifests + Question.universe(universe))
        let answer = try Prover(question.world).answer(to: claim)
        return try #require(answer.listed.proof, "\(answer)")
    }

    private func names(_ proof: Prover.Proof) -> [String] {
        proof.policies.map { "\($0.identity.namespace ?? "")/\($0.identity.name)" }
    }

    @Test("a proof about any number of hops names the policies that cut the chain, and none that do not matter")
    func chain() throws {
        let proof = try proof(Self.row)
        #expect(proof.isComplete)
        #expect(names(proof) == ["prod/from-stage", "stage/nothing-out"])
        #expect(proof.universeRules.isEmpty)
    }

    @Test("without any one of the policies that a proof names the claim falls; with them alone it holds")
    func sufficientAndNeeded() throws {
        let namespaces = ["test", "stage", "prod"].map { Question.namespace($0, "{env: \($0)}") }.joined()
        let needed = [
            Self.entry("prod", from: "stage"),
            Question.policy("stage", "{podSelector: {}, policyTypes: [Egress]}", name: "nothing-out"),
        ]
        #expect(names(try proof(namespaces + needed.joined())) == ["prod/from-stage", "stage/nothing-out"])
        for policy in needed {
            let question = try Question(namespaces + policy + Question.universe("{namespaces: {exist: listed}}"))
            let answer = try Prover(question.world).answer(to: Rules.spreading(to: Self.database))
            #expect(answer.listed.word == "refuted")
        }
    }

    @Test("like policies of many namespaces are all named, where the claim is about all of these")
    func manyNamespaces() throws {
        let many = (0..<6).map { number in
            Question.namespace("prod-\(number)", "{env: prod}")
                + Question.policy("prod-\(number)", "{podSelector: {}, policyTypes: [Ingress]}", name: "deny")
        }
        let proof = try proof(Question.namespace("test", "{env: test}") + many.joined())
        #expect(names(proof) == (0..<6).map { "prod-\($0)/deny" })
    }

    @Test("a proof names the assumption about labels that it rests on, and falls without it")
    func assumption() throws {
        let manifests = [
            Question.namespace("test", "{env: test}"), Question.namespace("vault", "{env: vault}"),
            Question.policy(
                "vault",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {tier: gold}}}]}]}"),
        ].joined()
        let rule = Rules.rule(
            0, [1], sorts: [.pod, .pod], attempts: [.init(source: 0, destination: 1)], Rules.connects,
            Rules.namespace(0, "env", "test"), Rules.namespace(1, "kubernetes.io/metadata.name", "vault"))
        let direct = DerivedClaim(program: Rules.program([("violation", 1)], [rule]), violation: 0, protected: [])
        let spreading = Rules.spreading(
            to: [Rules.namespace(0, "kubernetes.io/metadata.name", "vault")],
            further: [Rules.namespace(0, "env", "test")])
        let implication = "{if: {matchLabels: {tier: gold}}, then: {matchLabels: {env: prod}}}"
        let labels = "labels: {team: {required: true}}"
        for claim in [direct, spreading] {
            let proof = try proof(
                manifests, claim, universe: "{namespaces: {exist: any, \(labels), implications: [\(implication)]}}")
            #expect(names(proof) == ["vault/p"])
            #expect(proof.universeRules == ["namespaces.implications.0"])
            let free = try Question(manifests + Question.universe("{namespaces: {exist: any, \(labels)}}"))
            #expect(try Prover(free.world).answer(to: claim).listed.word == "refuted")
        }
    }

    @Test("a proof names the label that nobody changes, where all others may be changed")
    func immutable() throws {
        let manifests = [
            Question.namespace("test", "{env: test}"), Question.namespace("prod", "{env: prod}"),
            Self.entry("prod", from: "prod"),
        ].joined()
        let immutable = "relabel: [\"*\"], labels: {env: {immutable: true}}"
        let proof = try proof(manifests, universe: "{namespaces: {exist: listed, \(immutable)}}")
        #expect(proof.universeRules == ["namespaces.labels.env.immutable"])
        let free = try Question(manifests + Question.universe("{namespaces: {exist: listed, relabel: [\"*\"]}}"))
        #expect(try Prover(free.world).answer(to: Rules.spreading(to: Self.database)).listed.word == "refuted")
    }

    @Test("a policy for both directions counts for both, so that none is named beside it", arguments: [false, true])
    func bothDirections(isLast: Bool) throws {
        let (shut, half) = isLast ? ("z", "a") : ("a", "z")
        let manifests = [
            Question.namespace("red", "{env: red}"),
            Question.policy("red", "{podSelector: {}, policyTypes: [Ingress, Egress]}", name: shut),
            Question.policy("red", "{podSelector: {}, policyTypes: [Egress]}", name: half),
        ].joined()
        let ends: [(inside: Int, source: Int, destination: Int)] = [(0, 0, 1), (0, 1, 0)]
        let rules = ends.map { inside, source, destination in
            Rules.rule(
                0, [0], sorts: [.pod, .external], attempts: [.init(source: source, destination: destination)],
                Rules.connects, Rules.namespace(inside, "env", "red"))
        }
        let claim = DerivedClaim(program: Rules.program([("violation", 1)], rules), violation: 0, protected: [0])
        #expect(names(try proof(manifests, claim)) == ["red/\(shut)"])
    }

    @Test("what rests on policies that allow names them: that a connection is never denied")
    func denial() throws {
        let manifests = [
            Question.namespace("web", "{env: web}"),
            Question.policy("web", "{podSelector: {}, policyTypes: [Ingress]}", name: "deny"),
            Question.policy("web", "{podSelector: {}, ingress: [{}]}", name: "allow"),
        ].joined()
        let rule = Rules.rule(
            0, [1], sorts: [.pod, .pod], attempts: [.init(source: 0, destination: 1)],
            .attempt(0, .ingress, passes: false), Rules.namespace(1, "env", "web"))
        let claim = DerivedClaim(program: Rules.program([("violation", 1)], [rule]), violation: 0, protected: [0])
        #expect(names(try proof(manifests, claim)) == ["web/allow"])
    }

    @Test("cores suffice together, whatever becomes of the premises outside of them")
    func cores() throws {
        var session = try Session()
        var premises: [Int: Term] = [:]
        for number in 0..<4 { premises[number] = try session.boolean() }
        let (first, second) = (try session.boolean(), try session.boolean())
        // The first question needs 0 or 1, and the second 1 and 2.
        try session.assert(try session.or([session.not(first), session.not(premises[0]!)]))
        try session.assert(try session.or([session.not(first), session.not(premises[1]!)]))
        try session.assert(
            try session.or([session.not(second), session.not(premises[1]!), session.not(premises[2]!)]))
        let outcome = try DerivedCore.outcome(of: [[first], [second]], under: premises, in: &session)
        guard case .found(var core) = outcome else {
            Issue.record("no core")
            return
        }
        try core.minimise(in: &session)
        #expect(core.premises == [1, 2])
        guard case .satisfiable = try DerivedCore.outcome(of: [[first, second], []], under: premises, in: &session)
        else {
            Issue.record("a question that can be met has no core")
            return
        }
    }
}
