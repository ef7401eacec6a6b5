import Analyses
import Reports
import Testing

/// What the condition on a namespace's labels says, and the words for it.
@Suite("Residuals")
struct ResidualTests {
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
