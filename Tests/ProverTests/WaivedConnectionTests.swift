import Diagnostics
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Testing

/// What is waived is taken out of a claim, and nothing else.
@Suite("Waived connections")
struct WaivedConnectionTests {
    private static let cluster =
        Question.namespace("prod", "{env: prod}") + Question.namespace("test", "{env: test}")
        + Question.namespace("etl", "{env: test}")
    private static let claim =
        "never: {from: {namespaceSelector: {matchLabels: {env: test}}}, to: {namespaces: [prod]}, "
        + "ports: [{port: 3306}]}"
    private static let fromETL = EndpointPredicate.namespaceNamed(["etl"])

    private func opening(_ namespaces: String) -> String {
        Question.policy(
            "prod",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchExpressions: "
                + "[{key: kubernetes.io/metadata.name, operator: In, values: [\(namespaces)]}]}}]}]}")
    }

    private func answer(
        _ documents: String, _ claim: String = claim, waived: [ClaimedConnections] = [],
        within: ClaimedConnections? = nil
    ) throws -> Prover.Answer {
        let question = try Question(Self.cluster + documents + Question.invariant(claim))
        guard case .connections(var claim) = try #require(question.specs.invariants.first).claim else {
            preconditionFailure("the tests claim connections only")
        }
        claim.waived = waived
        claim.within = within
        return try #require(try Prover(question.world).answers(to: [.connections(claim)]).first)
    }

    @Test("a claim broken by waived pairs alone is proved of the rest")
    func proved() throws {
        #expect(try answer(opening("etl")).listed.word == "refuted")
        let answer = try answer(opening("etl"), waived: [ClaimedConnections(from: Self.fromETL)])
        #expect(answer.listed.word == "proved")
        #expect(answer.listed.proof?.policies.map(\.identity.name) == ["p"])
    }

    @Test("a waiver is narrow: another pair that breaks the claim is found")
    func narrow() throws {
        let answer = try answer(opening("etl, test"), waived: [ClaimedConnections(from: Self.fromETL)])
        let counterexample = try #require(answer.listed.counterexamples.first)
        #expect(counterexample.witness.connection.source.pod?.namespace.name == "test")
    }

    @Test("ports and pod labels of a waiver count: what differs in one of them still breaks the claim")
    func parts() throws {
        let batch = EndpointPredicate.all([
            Self.fromETL, .podLabels(LabelSelector([LabelRequirement("app", equals: "batch")])),
        ])
        let unlabelled = try answer(opening("etl"), waived: [ClaimedConnections(from: batch)])
        let pod = try #require(unlabelled.listed.counterexamples.first?.witness.connection.source.pod)
        #expect(pod.labels["app"] != "batch")
        let set = ClaimedConnections(
            from: Self.fromETL, ports: [PortEntry(.ports(PortSet(.tcp, 5432...5432)), location: .init(file: ""))])
        #expect(try answer(opening("etl"), waived: [set]).listed.word == "refuted")
        let wide = "never: {from: {namespaces: [etl]}, to: {namespaces: [prod]}}"
        let port = try answer(opening("etl"), wide, waived: [set]).listed.counterexamples.first?.witness.connection.port
        #expect(port != nil && port != 5432)
    }

    @Test("a proof whose waiver alone asks for an immutable label names that assumption")
    func immutable() throws {
        let opening = Question.policy(
            "prod",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: etl}}}], "
                + "ports: [{port: 5432}]}]}")
        let tests = EndpointPredicate.namespaceLabels(LabelSelector([LabelRequirement("env", equals: "test")]))
        let set = ClaimedConnections(
            from: tests, ports: [PortEntry(.ports(PortSet(.tcp, 5432...5432)), location: .init(file: ""))])
        let wide = "never: {from: {namespaces: [etl]}, to: {namespaces: [prod]}}"
        let free = Question.universe("{namespaces: {relabel: ['*']}}")
        #expect(try answer(opening + free, wide, waived: [set]).listed.word == "refuted")
        let bound = Question.universe("{namespaces: {relabel: ['*'], labels: {env: {immutable: true}}}}")
        let answer = try answer(opening + bound, wide, waived: [set])
        #expect(answer.listed.word == "proved")
        #expect(answer.listed.proof?.universeRules == ["namespaces.labels.env.immutable"])
    }

    @Test("several waivers are taken out together")
    func several() throws {
        let sets = ["etl", "test"].map { ClaimedConnections(from: .namespaceNamed([$0])) }
        #expect(try answer(opening("etl, test"), waived: sets).listed.word == "proved")
    }

    @Test("a waiver of one workload waives its pods, and not unlisted ones that look the same")
    func workload() throws {
        let deployment = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: loader, namespace: etl}
            spec:
              selector: {matchLabels: {app: loader}}
              template: {metadata: {labels: {app: loader}}, spec: {containers: [{name: c, image: i}]}}

            """
        let identity = WorkloadIdentity(kind: "Deployment", namespace: "etl", name: "loader")
        let waived = [ClaimedConnections(from: .workload(identity))]
        let twin = try answer(opening("etl") + deployment, waived: waived)
        #expect(twin.listed.counterexamples.first?.witness.connection.source.pod?.workload == nil)
        #expect(twin.listed.word == "refuted")
        let listed = Question.universe("{pods: {exist: listed}, namespaces: {exist: listed}}")
        let database = deployment.replacing("loader", with: "db").replacing("etl", with: "prod")
        let only = opening("etl") + deployment + database + listed
        #expect(try answer(only).listed.word == "refuted")
        #expect(try answer(only, waived: waived).listed.word == "vacuous")
    }

    @Test("a claim of which nothing is left is vacuous, and not proved")
    func nothingLeft() throws {
        let answer = try answer(opening("etl"), waived: [ClaimedConnections(to: .namespaceNamed(["prod"]))])
        #expect(answer.listed == .vacuous(.waived))
    }

    @Test("what is waived of `always` need not connect, and what is waived of `only` may")
    func otherClaims() throws {
        let always = "always: {from: {namespaceSelector: {matchLabels: {env: test}}}, to: {namespaces: [prod]}}"
        let fromTest = ClaimedConnections(from: .namespaceNamed(["test"]))
        #expect(try answer(opening("etl"), always).listed.word == "refuted")
        #expect(try answer(opening("etl"), always, waived: [fromTest]).listed.word == "proved")
        let only = "only: {from: {namespaces: [prod]}, to: {namespaces: [prod]}}"
        #expect(try answer(opening("prod, etl"), only).listed.word == "refuted")
        #expect(
            try answer(opening("prod, etl"), only, waived: [ClaimedConnections(from: Self.fromETL)]).listed.word
                == "proved")
    }

    @Test("within: the same claim about nothing but those connections")
    func within() throws {
        #expect(try answer(opening("etl"), within: ClaimedConnections(from: Self.fromETL)).listed.word == "refuted")
        #expect(
            try answer(opening("etl"), within: ClaimedConnections(from: .namespaceNamed(["test"]))).listed.word
                == "proved")
        #expect(
            try answer(opening("etl"), within: ClaimedConnections(to: .namespaceNamed(["test"]))).listed.word
                == "vacuous")
    }
}
