import Analyses
import Foundation
import Reports
import TestSupport
import Testing

/// The condition on a namespace's labels must be exactly what the direct check says of each.
@Suite("Residuals")
struct ResidualTests {
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
        "{namespaces: {exist: listed, relabel: [env], labels: {env: {values: [prod, test]}}}}",
        """
        {namespaces: {exist: listed, relabel: [tenant], labels: {env: {immutable: true}}, implications: [
          {if: {matchLabels: {env: prod}}, then: {matchExpressions: [{key: tenant, operator: Exists}]}}]}}
        """,
    ]

    private static func policy(_ namespace: String, _ dice: inout RandomSource) -> String {
        let peer = dice.pick(peers)
        let spec = dice.pick([
            "{podSelector: {}, policyTypes: [Ingress]}", "{podSelector: {}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [\(peer)]}]}",
        ])
        return Documents.policy(namespace, "p\(Int.random(in: 0...1_000_000, using: &dice))", spec)
    }

    private static func labels(_ dice: inout RandomSource) -> [String: String] {
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
        holds(try #require(residual.cases), of: labels)
    }

    private static func holds(_ cases: [[Residual.Condition]], of labels: [String: String]) -> Bool {
        cases.contains { conditions in
            conditions.allSatisfy { condition in
                guard let value = labels[condition.key] else { return condition.absent }
                return condition.values.contains(value) != condition.others
            }
        }
    }

    /// A cluster, Specs and the policies of the namespace `new`.
    private struct Case {
        var cluster = ""
        var specs = ""
        var policies = ""

        init(_ dice: inout RandomSource) {
            for (name, labels) in [("a", "{env: prod, tenant: a}"), ("b", "{env: test, tenant: b}")] {
                cluster += Documents.namespace(name, labels)
                for _ in 0..<Int.random(in: 0...2, using: &dice) { cluster += policy(name, &dice) }
            }
            specs = Documents.universe(dice.pick(universes))
            for index in 0..<Int.random(in: 1...3, using: &dice) {
                let pair = dice.pick([
                    "", ", pair: [{namespaceLabel: tenant, is: different}]", ", pair: [{namespace: different}]",
                ])
                let ends = [dice.pick(ResidualTests.ends), dice.pick(Array(ResidualTests.ends.prefix(4)))]
                let word = dice.pick(["never", "never", "only", "always"])
                specs += Documents.invariant("i\(index)", "\(word): {from: \(ends[0]), to: \(ends[1])\(pair)}")
            }
            policies = (0..<Int.random(in: 0...2, using: &dice)).map { _ in policy("new", &dice) }.joined()
        }

        func decided(
            _ labels: String, further: String = "", asking residual: AdmissionRequest.ResidualQuestion? = nil,
            suggesting: Bool = false
        ) throws -> AdmissionReport {
            try Admitted(
                cluster: cluster, specs: specs, change: Documents.namespace("new", labels) + policies + further,
                residual: residual, suggesting: suggesting
            ).decided()
        }
    }

    @Test("a residual says of every namespace what the direct check says of it", arguments: 0..<rounds)
    func exact(seed: UInt64) throws {
        var dice = RandomSource(seed: seed &* 104_729 &+ 7)
        let sample = Case(&dice)
        let residual = try #require(
            try sample.decided("{env: test}", asking: .withTheirPolicies).residuals.first)
        for _ in 0..<50 {
            let labels = Self.labels(&dice)
            let direct = try sample.decided(Self.yaml(labels))
            #expect(
                try Self.holds(residual, of: labels) == (direct.decision == .admitted),
                "seed \(seed), \(labels): \(residual.phrases), \(direct.reasons.map(\.message))")
        }
    }

    @Test("a residual of a namespace that is there already knows what its labels were", arguments: 0..<rounds)
    func changed(seed: UInt64) throws {
        var dice = RandomSource(seed: seed &* 1_299_709 &+ 5)
        var sample = Case(&dice)
        let old = Self.labels(&dice)
        sample.cluster += Documents.namespace("new", Self.yaml(old))
        let residual = try #require(
            try sample.decided("{env: test}", asking: .withTheirPolicies).residuals.first)
        for _ in 0..<10 {
            let labels = Self.labels(&dice)
            let direct = try sample.decided(Self.yaml(labels))
            // What changes nothing is admitted, whatever was violated before.
            if labels == old, sample.policies.isEmpty {
                #expect(direct.decision == .admitted)
                continue
            }
            #expect(
                try Self.holds(residual, of: labels) == (direct.decision == .admitted),
                "seed \(seed), \(labels): \(residual.phrases), \(direct.reasons.map(\.message))")
        }
    }

    @Test("labels that would leave an invariant without a subject are not admissible")
    func subjects() throws {
        let cluster =
            Documents.namespace("prod", "{env: prod}") + Documents.policy("prod", "deny", Documents.denyIngress)
            + Documents.namespace("test", "{env: test}") + Documents.policy("test", "deny", Documents.denyIngress)
        func phrases(_ specs: String, cluster: String, universe: String) throws -> [String]? {
            try Admitted(
                cluster: cluster, specs: specs + Documents.universe(universe),
                change: Documents.namespace("prod", "{env: prd}"), residual: .withTheirPolicies
            ).decided().residuals.first?.phrases
        }
        let never = Documents.testNeverReachesProd
        let labelled = Documents.invariant("labels", "labelled: {namespaces: {matchLabels: {env: prod}}}")
        let listed = "{namespaces: {exist: listed, labels: {tier: {values: [a, b]}}}}"
        #expect(try phrases(never, cluster: cluster, universe: listed) == ["env is prod, and tier is absent or a or b"])
        #expect(
            try phrases(labelled, cluster: cluster, universe: listed) == ["env is prod, and tier is absent or a or b"])
        // Anything may still become a subject by other labels, or another namespace is one.
        let relabelled = "{namespaces: {exist: listed, relabel: [env]}}"
        #expect(try phrases(never, cluster: cluster, universe: relabelled) == ["under any labels"])
        let second =
            cluster + Documents.namespace("p2", "{env: prod}") + Documents.policy("p2", "deny", Documents.denyIngress)
        #expect(try phrases(never, cluster: second, universe: "{namespaces: {exist: listed}}") == ["under any labels"])
    }

    @Test("where a residual asks for policies, these suffice, and where it does not, none do", arguments: 0..<rounds)
    func refined(seed: UInt64) throws {
        var dice = RandomSource(seed: seed &* 32_452_843 &+ 1)
        let sample = Case(&dice)
        let residual = try #require(
            try sample.decided("{env: test}", asking: .withTheirPolicies, suggesting: true).residuals.first)
        let refinement = try #require(residual.refinement)
        for _ in 0..<10 {
            let labels = Self.labels(&dice)
            let isAdmissible = try Self.holds(residual, of: labels)
            let matching = refinement.cases.filter { Self.holds($0.cases, of: labels) }
            #expect(matching.isEmpty || !isAdmissible, "seed \(seed), \(labels)")
            #expect(matching.count <= 1, "seed \(seed), \(labels)")
            if let item = matching.first {
                let manifests = item.policies.map { "---\n" + $0.manifest }.joined()
                let mended = try sample.decided(Self.yaml(labels), further: manifests)
                #expect(mended.decision == .admitted, "seed \(seed), \(labels): \(item.names)")
            } else if !isAdmissible, refinement.isComplete {
                let direct = try sample.decided(Self.yaml(labels), suggesting: true)
                #expect(direct.suggestion?.outcome != .found, "seed \(seed), \(labels)")
            }
        }
    }

    @Test("labels that need policies are told with them")
    func refinementInWords() throws {
        let cluster =
            Documents.namespace("prod", "{env: prod}") + Documents.policy("prod", "deny", Documents.denyIngress)
        let specs =
            Documents.invariant(
                "databases",
                "never: {from: {not: {namespaceSelector: {matchLabels: {env: prod}}}}, to: {namespaceSelector: {matchLabels: {env: prod}}}, ports: [{port: 3306}]}"
            )
            + Documents.universe("{namespaces: {labels: {env: {required: true, values: [prod, staging, test]}}}}")
        let report = try Admitted(
            cluster: cluster, specs: specs, change: Documents.namespace("new", "{env: test}"),
            residual: .withTheirPolicies, suggesting: true
        ).decided()
        let residual = try #require(report.residuals.first)
        #expect(residual.phrases == ["env is staging or test"])
        #expect(residual.refinement?.isComplete == true)
        #expect(residual.refinement?.cases.map(\.phrases) == [["env is prod"]])
        #expect(residual.refinement?.cases.map(\.names) == ["new/default-deny-ingress"])
        let text = TextReport(palette: .plain, isVerbose: false).text(report)
        #expect(
            text.contains(
                """
                namespace new is admissible if
                     env is staging or test
                  or env is prod, only with new/default-deny-ingress

                """))
    }

    @Test("no policy is told for a value that only stands for others")
    func madeUpValues() throws {
        let specs =
            Documents.invariant("isolated", "isolated: {direction: ingress, pods: {namespaces: [new]}}")
            + Documents.invariant(
                "reached",
                "always: {from: {podSelector: {}}, to: {podSelector: {matchLabels: {app: api}}}, "
                    + "pair: [{namespaceLabel: tenant, is: same}], ports: [{port: 80}]}")
            + Documents.universe("{namespaces: {exist: listed}}")
        let report = try Admitted(
            cluster: Documents.namespace("one", "{tenant: a}"), specs: specs,
            change: Documents.namespace("new", "{tenant: a}"), residual: .withTheirPolicies, suggesting: true
        ).decided()
        let refinement = try #require(report.residuals.first?.refinement)
        #expect(!refinement.cases.isEmpty)
        for item in refinement.cases {
            #expect(!item.phrases.joined().contains("any-other"))
            #expect(!item.policies.contains { $0.manifest.contains("any-other") })
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
