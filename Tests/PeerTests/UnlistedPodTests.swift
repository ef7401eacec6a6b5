import Diagnostics
import NetworkModel
import Reports
import Testing

/// Pods that are in no manifest: tools that look at listed workloads only do not see them.
struct UnlistedPodTests {
    @Test("a target that is in no manifest is found")
    func targetInNoManifest() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            Manifest.policy(
                "prod",
                """
                {podSelector: {matchLabels: {app: mysql}},
                 ingress: [{from: [\(Manifest.inTest)], ports: [{port: 3306}]}]}
                """),
            Manifest.never(
                from: Manifest.inTest,
                to: "{namespaceSelector: {matchLabels: {env: prod}}, podSelector: {matchLabels: {app: mysql}}}",
                Manifest.mysqlPort))
        #expect(try verified.verdict() == .refuted)
        let counterexample = try verified.counterexample()
        #expect(counterexample.to.endpoint.pod?.labels == ["app": "mysql"])
        #expect(counterexample.ingress.policy?.name == "policy")
    }

    @Test("a source that is in no manifest is held by its namespace's denial of egress")
    func sourceWhoseNamespaceDeniesEgress() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("test", Manifest.denyEgress),
            Manifest.never(from: "{namespaces: [test]}", to: Manifest.inProd))
        #expect(try verified.verdict() == .proved)
        #expect(try verified.result().restsOn.map(\.namespace) == ["test"])
    }

    @Test("a listed pod does not stand for its unlisted twins")
    func twinOfAListedPod() throws {
        // The listed pod carries the label that the policy selects; another pod of the app need not.
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.pod("prod", "mysql-0", "{app: mysql, role: primary}"),
            Manifest.policy(
                "prod", "{podSelector: {matchLabels: {app: mysql, role: primary}}, policyTypes: [Ingress]}"),
            Manifest.never(
                from: Manifest.inTest, to: "{namespaces: [prod], podSelector: {matchLabels: {app: mysql}}}"))
        #expect(try verified.verdict() == .refuted)
        #expect(try verified.counterexample().to.endpoint.pod?.labels["role"] == nil)
    }

    @Test("where only listed pods exist, the listed pod does stand for itself")
    func onlyListedPods() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.pod("prod", "mysql-0", "{app: mysql, role: primary}"),
            Manifest.pod("test", "job", "{app: job}"),
            Manifest.policy(
                "prod", "{podSelector: {matchLabels: {app: mysql, role: primary}}, policyTypes: [Ingress]}"),
            Manifest.never(from: Manifest.inTest, to: "{namespaces: [prod], podSelector: {matchLabels: {app: mysql}}}"),
            Manifest.universe("{pods: {exist: listed}}"))
        #expect(try verified.verdict() == .proved)
    }

    @Test("a claim whose selector matches nothing listed is warned of, with the nearest value")
    func selectorThatMatchesNothing() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress),
            Manifest.never(from: "{namespaceSelector: {matchLabels: {env: tset}}}", to: Manifest.inProd))
        let report = try #require(verified.report)
        let warning = try #require(try verified.result().warnings.first)
        #expect(warning.id == RunStatus.matchesNothingListed)
        #expect(warning.suggestion == "did you mean `test`?")
        #expect(RunStatus(report, strict: true) == .vacuous)
    }

    @Test("a claim about a protected side that nothing listed matches is not proved")
    func protectedSideThatMatchesNothing() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress),
            Manifest.never(from: Manifest.inTest, to: "{namespaceSelector: {matchLabels: {env: prd}}}"))
        #expect(try verified.verdict() == .vacuous)
    }
}
