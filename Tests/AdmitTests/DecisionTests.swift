import Diagnostics
import NetworkModel
import Reports
import Testing

@Suite("Admission of changes")
struct DecisionTests {
    private static let cluster =
        Documents.namespace("prod", "{env: prod}") + Documents.policy("prod", "deny", Documents.denyIngress)
        + Documents.policy(
            "prod", "web",
            "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]}"
        )
    private static let specs =
        Documents.testNeverReachesProd + Documents.everyPodIsolated
        + Documents.universe("{namespaces: {exist: listed}}")

    private func decide(
        _ change: String, deleting: [String] = [], cluster: String = Self.cluster, specs: String = Self.specs
    )
        throws -> AdmissionReport
    {
        try Admitted(cluster: cluster, specs: specs, change: change, deleting: deleting).decided()
    }

    @Test("a namespace with its default deny goes in")
    func admitted() throws {
        let report = try decide(
            Documents.namespace("new", "{env: test}") + Documents.policy("new", "deny", Documents.denyIngress))
        #expect(report.decision == .admitted)
        #expect(RunStatus(report) == .proved)
        #expect(report.objects.map(\.action) == ["create", "create"])
        #expect(report.results.map(\.after) == [.proved, .proved])
    }

    @Test("a namespace that an invariant fails for is denied, with a counterexample about it")
    func invariant() throws {
        let report = try decide(
            Documents.namespace("new", "{env: test, team: a}") + Documents.policy("new", "deny", Documents.denyIngress))
        #expect(report.decision == .denied)
        #expect(RunStatus(report) == .refuted)
        let reason = try #require(report.reasons.first)
        #expect((reason.kind, reason.name) == (.invariant, "separation"))
        #expect(reason.counterexample?.from.endpoint.pod?.namespace.name == "new")
    }

    @Test("a namespace without a guardrail is denied")
    func guardrail() throws {
        let report = try decide(Documents.namespace("new", "{env: dev}"))
        #expect(report.reasons.map(\.kind) == [.guardrail])
        #expect(report.reasons.first?.counterexample?.to.endpoint.pod?.namespace.name == "new")
    }

    @Test("an invariant that held and fails with a changed policy is a reason, and says that it held")
    func changedPolicy() throws {
        let cluster =
            Self.cluster + Documents.namespace("test", "{env: test}")
            + Documents.policy("test", "deny", Documents.denyIngress)
        let report = try decide(
            Documents.policy("prod", "deny", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}"),
            cluster: cluster)
        #expect(report.objects.map(\.action) == ["update"])
        #expect(report.reasons.map(\.name) == ["separation"])
        #expect(report.reasons.first?.message.contains("held before") == true)
        #expect(report.results.first.map { [$0.before, $0.after] } == [.proved, .refuted])
    }

    @Test("deleting a policy is held against the pods that it selected")
    func deletion() throws {
        let report = try decide("", deleting: ["networkpolicy/prod/deny"])
        #expect(report.reasons.map(\.name) == ["default-deny"])
        let harmless = try decide("", deleting: ["NetworkPolicy/prod/web"])
        #expect(harmless.decision == .admitted)
    }

    @Test("the name of a deleted namespace is anybody's to take again")
    func deletedNamespace() throws {
        let cluster =
            Documents.namespace("prod", "{env: prod}") + Documents.namespace("old", "{env: dev}")
            + Documents.policy(
                "prod", "own", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: prod}}}]}]}"
            )
        let specs = Documents.invariant("old", "never: {from: {namespaces: [old]}, to: {namespaces: [prod]}}")
        let report = try decide("", deleting: ["namespace/old"], cluster: cluster, specs: specs)
        #expect(report.results.first.map { [$0.before, $0.after] } == [.proved, .refuted])
        #expect(report.decision == .denied)
    }

    @Test("what was broken before does not deny a change that leaves it alone")
    func brokenBefore() throws {
        let cluster = Self.cluster + Documents.namespace("open", "{env: dev}")
        let report = try decide(
            Documents.namespace("new", "{env: dev}") + Documents.policy("new", "deny", Documents.denyIngress),
            cluster: cluster)
        #expect(report.decision == .admitted)
        #expect(report.brokenBefore.map(\.invariant) == ["default-deny"])
        let repair = try decide(Documents.policy("open", "deny", Documents.denyIngress), cluster: cluster)
        #expect(repair.decision == .admitted)
        #expect(repair.repaired.map(\.invariant) == ["default-deny"])
    }

    @Test("a relabelled namespace that an invariant was about leaves it without a subject, which is no proof")
    func evasion() throws {
        let report = try decide(
            Documents.namespace("prod", "{env: prd}"),
            cluster: Self.cluster + Documents.namespace("test", "{env: test}")
                + Documents.policy("test", "deny", Documents.denyIngress))
        #expect(report.decision == .denied)
        #expect(report.reasons.map(\.certainty) == [.vacuous])
        #expect(RunStatus(report) == .vacuous)
    }

    @Test("a label that the universe requires, and one that it does not know, are reasons with suggestions")
    func labels() throws {
        let specs = Self.specs.replacingUniverse(
            "{namespaces: {labels: {env: {required: true, values: [prod, test]}, tenant: {required: true}}}}")
        let change =
            Documents.namespace("new", "{env: tset, tennant: a}")
            + Documents.policy("new", "deny", Documents.denyIngress)
        let report = try decide(change, specs: specs)
        let reasons = report.reasons.filter { $0.kind == .label }
        #expect(reasons.count == 2)
        #expect(reasons.compactMap(\.suggestion).contains { $0.contains("`test`") })
        #expect(reasons.compactMap(\.suggestion).contains { $0.contains("`tennant`") })
    }

    @Test("a pod in a namespace that nobody listed makes that namespace one of the cluster's")
    func mentionedNamespace() throws {
        let report = try decide(Documents.pod("shadow", "p", "{app: x}"))
        #expect(report.reasons.contains { $0.name == "default-deny" })
    }

    @Test("a Service touches no connection")
    func service() throws {
        let service =
            "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: prod}, spec: {ports: [{port: 80}]}}\n"
        let report = try decide(service)
        #expect(report.decision == .admitted)
        #expect(report.results.allSatisfy { $0.touched == nil })
    }

    @Test("nothing goes in where nothing is checked")
    func nothingChecked() throws {
        let report = try decide(
            Documents.namespace("new"), specs: "{apiVersion: v1, kind: Namespace, metadata: {name: x}}\n")
        #expect(RunStatus(report) == .vacuous)
    }

    @Test("bad input is refused, and never decided")
    func refused() throws {
        func ids(_ change: String, deleting: [String] = []) throws -> [String] {
            let admitted = try Admitted(cluster: Self.cluster, specs: Self.specs, change: change, deleting: deleting)
            #expect(admitted.report == nil)
            return admitted.diagnostics.sorted.map(\.id)
        }
        #expect(try ids("", deleting: ["networkpolicy/prod/dny"]) == ["unknown-object"])
        #expect(try ids(Documents.everyPodIsolated) == ["change-of-specs"])
        #expect(try ids(Documents.namespace("a") + Documents.namespace("a")) == ["duplicate-object"])
        #expect(try ids("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n") == ["no-change"])
        #expect(try ids(Documents.policy("prod", "deny", "{podSelecter: {}}")).contains("unknown-field"))
    }
}

extension String {
    fileprivate func replacingUniverse(_ spec: String) -> String {
        Documents.testNeverReachesProd + Documents.everyPodIsolated + Documents.universe(spec)
    }
}
