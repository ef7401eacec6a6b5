import Analyses
import Foundation
import Reports
import Testing

/// The condition on a namespace's labels must be exactly what the direct check says of each.
@Suite("Residuals")
struct ResidualTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let mixed = (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
            return mixed ^ (mixed >> 33)
        }

        mutating func one(of texts: [String]) -> String { texts[Int.random(in: 0..<texts.count, using: &self)] }
    }

    /// Clusters to try, with 50 namespaces each: `RESIDUAL_ROUNDS=200` compares 10,000.
    private static let rounds = ProcessInfo.processInfo.environment["RESIDUAL_ROUNDS"].flatMap { UInt64($0) } ?? 6

    private static let peers = [
        "{namespaceSelector: {matchLabels: {env: prod}}}", "{namespaceSelector: {}}", "{podSelector: {}}",
        "{namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}]}}",
        "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}",
        "{namespaceSelector: {matchLabels: {tenant: a, env: test}}}",
    ]
    private static let ends = [
        "{podSelector: {}}", Documents.prod, Documents.test, "{namespaces: [a]}", "{external: true}",
        "{namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}]}}",
    ]
    private static let universes = [
        "{namespaces: {exist: listed}}", "{namespaces: {future: fail}}",
        "{namespaces: {labels: {env: {required: true, values: [prod, test]}}}}",
        """
        {namespaces: {exist: listed, labels: {tenant: {values: [a, b]}}, implications: [
          {if: {matchLabels: {env: prod}}, then: {matchExpressions: [{key: tenant, operator: Exists}]}}]}}
        """,
        "{namespaces: {untrusted: {matchLabels: {env: test}}}}",
    ]

    private static func policy(_ namespace: String, _ dice: inout Dice) -> String {
        let peer = dice.one(of: peers)
        let spec = dice.one(of: [
            "{podSelector: {}, policyTypes: [Ingress]}", "{podSelector: {}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [\(peer)]}]}",
        ])
        return Documents.policy(namespace, "p\(Int.random(in: 0...1_000_000, using: &dice))", spec)
    }

    private static func labels(_ dice: inout Dice) -> [String: String] {
        var labels: [String: String] = [:]
        labels["env"] = [nil, "prod", "test", "other"].randomElement(using: &dice)!
        labels["tenant"] = [nil, "a", "b", "c"].randomElement(using: &dice)!
        labels["noise"] = [nil, "x"].randomElement(using: &dice)!
        return labels
    }

    private static func yaml(_ labels: [String: String]) -> String {
        "{" + labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }

    private static func holds(_ residual: Residual, of labels: [String: String]) throws -> Bool {
        try #require(residual.cases).contains { conditions in
            conditions.allSatisfy { condition in
                guard let value = labels[condition.key] else { return condition.absent }
                return condition.values.contains(value) != condition.others
            }
        }
    }

    @Test("a residual says of every namespace what the direct check says of it", arguments: 0..<rounds)
    func exact(seed: UInt64) throws {
        var dice = Dice(state: seed &* 104_729 &+ 7)
        var cluster = ""
        for (name, labels) in [("a", "{env: prod, tenant: a}"), ("b", "{env: test, tenant: b}")] {
            cluster += Documents.namespace(name, labels)
            for _ in 0..<Int.random(in: 0...2, using: &dice) { cluster += Self.policy(name, &dice) }
        }
        var specs = Documents.universe(dice.one(of: Self.universes))
        for index in 0..<Int.random(in: 1...3, using: &dice) {
            let pair = dice.one(of: [
                "", ", pair: [{namespaceLabel: tenant, is: different}]", ", pair: [{namespace: different}]",
            ])
            let ends = [dice.one(of: Self.ends), dice.one(of: Array(Self.ends.prefix(4)))]
            let word = dice.one(of: ["never", "never", "only", "always"])
            specs += Documents.invariant("i\(index)", "\(word): {from: \(ends[0]), to: \(ends[1])\(pair)}")
        }
        let policies = (0..<Int.random(in: 0...2, using: &dice)).map { _ in Self.policy("new", &dice) }.joined()
        let asked = try Admitted(
            cluster: cluster, specs: specs, change: Documents.namespace("new", "{env: test}") + policies,
            residual: .withTheirPolicies
        ).decided()
        let residual = try #require(asked.residuals.first)
        for _ in 0..<50 {
            let labels = Self.labels(&dice)
            let direct = try Admitted(
                cluster: cluster, specs: specs, change: Documents.namespace("new", Self.yaml(labels)) + policies
            ).decided()
            #expect(
                try Self.holds(residual, of: labels) == (direct.decision == .admitted),
                "seed \(seed), \(labels): \(residual.phrases), \(direct.reasons.map(\.message))")
        }
    }

    @Test("a residual is a short disjunction in words")
    func words() throws {
        let cluster =
            Documents.namespace("prod", "{env: prod}")
            + Documents.policy(
                "prod", "some",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: x}}}]}]}")
        let specs =
            Documents.testNeverReachesProd
            + Documents.universe(
                "{namespaces: {exist: listed, labels: {env: {required: true, values: [prod, staging, test]}}}}")
        let report = try Admitted(
            cluster: cluster, specs: specs,
            change: Documents.namespace("new", "{env: test}") + Documents.policy("new", "deny", Documents.denyIngress),
            residual: .withTheirPolicies
        ).decided()
        #expect(
            report.residuals.first?.phrases == [
                "env is prod or staging", "env is prod or staging or test, and team is not x",
            ])
    }

    @Test("whatever policies a namespace may have, its labels alone keep others from harm")
    func anyPolicies() throws {
        let cluster =
            Documents.namespace("prod", "{env: prod}") + Documents.policy("prod", "deny", Documents.denyIngress)
            + Documents.namespace("t", "{env: test}")
        let specs = Documents.testNeverReachesProd + Documents.universe("{namespaces: {exist: listed}}")
        let change = Documents.namespace("new", "{env: dev}") + Documents.policy("new", "deny", Documents.denyIngress)
        func phrases(_ question: AdmissionRequest.ResidualQuestion) throws -> [String]? {
            try Admitted(cluster: cluster, specs: specs, change: change, residual: question)
                .decided().residuals.first?.phrases
        }
        #expect(try phrases(.withTheirPolicies) == ["under any labels"])
        #expect(try phrases(.forAnyPolicies) == ["env is not prod"])
    }
}
