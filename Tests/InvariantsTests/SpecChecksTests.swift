import Diagnostics
import Invariants
import NetworkModel
import Testing

@Suite("Claims that match nothing listed")
struct SpecChecksTests {
    private let cluster = Cluster(
        namespaces: [
            Namespace(name: "prod", labels: ["env": "prod"], hasManifest: true),
            Namespace(name: "test", labels: ["env": "test"], hasManifest: true),
        ],
        workloads: [
            Workload(
                identity: WorkloadIdentity(kind: "StatefulSet", namespace: "prod", name: "mysql"),
                podLabels: ["app": "mysql"])
        ])

    private func warnings(_ from: String, _ cluster: Cluster? = nil) -> [[String]] {
        let reading = Reading.invariant("never:\n  to: {namespaces: [prod]}\n  from: \(from)\n")
        return SpecChecks(cluster: cluster ?? self.cluster).warnings(of: reading.specs).map(\.lines)
    }

    @Test("a misspelt label value is told with the nearest one seen")
    func value() {
        #expect(
            warnings("{namespaceSelector: {matchLabels: {env: tset}}}") == [
                [
                    "specs/shop.yaml:7:11: warning: `from` of `sample` matches no listed namespace: "
                        + "none has the label `env` with the value `tset`", "    values seen: `prod`, `test`",
                    "    did you mean `test`?",
                ]
            ])
    }

    @Test("so is a misspelt label key, namespace, workload or pod label")
    func others() {
        #expect(warnings("{namespaceSelector: {matchLabels: {enf: test}}}").first?.last == "    did you mean `env`?")
        #expect(warnings("{namespaces: [tset]}").first?.last == "    did you mean `test`?")
        #expect(
            warnings("{workload: {kind: StatefulSet, namespace: prod, name: mysq}}").first?.last
                == "    did you mean `prod/StatefulSet/mysql`?")
        #expect(
            warnings("{namespaces: [prod], podSelector: {matchLabels: {app: mysqll}}}").first?.last
                == "    did you mean `mysql`?")
    }

    @Test("a label of pods in a namespaceSelector is told as such")
    func wrongSelector() {
        #expect(
            warnings("{namespaceSelector: {matchLabels: {app: mysql}}}").first?.last
                == "    did you mean `podSelector`? `app` is seen there")
    }

    @Test("each peer of a list is checked, at its own place")
    func places() {
        let found = warnings("[{namespaces: [test]}, {namespaces: [a]}, {namespaces: [b]}]")
        #expect(found.map { $0[0].prefix(20) } == ["specs/shop.yaml:7:34", "specs/shop.yaml:7:53"])
    }

    @Test("an exemption that nobody uses is no problem, but where it says who may connect")
    func exemptions() {
        let endpoint = "{podSelector: {}, not: {namespaceSelector: {matchLabels: {env: tset}}}}"
        #expect(warnings(endpoint) == [])
        let only = Reading.invariant("only:\n  to: {namespaces: [prod]}\n  from: \(endpoint)\n")
        #expect(SpecChecks(cluster: cluster).warnings(of: only.specs).map(\.suggestion) == ["did you mean `test`?"])
        #expect(warnings("{not: {podSelector: {}, not: {namespaces: [tset]}}}").count == 1)
    }

    @Test("a workload that is not in the input is told, also where none is")
    func missingWorkload() {
        let endpoint = "{workload: {kind: StatefulSet, namespace: prod, name: mysql}}"
        let bare = Cluster(namespaces: [Namespace(name: "prod", hasManifest: false)], workloads: [])
        #expect(warnings(endpoint, bare).count == 1)
    }

    @Test("nothing is said where something listed matches, or where nothing is known")
    func silence() {
        #expect(warnings("{namespaceSelector: {matchLabels: {env: test}}}") == [])
        #expect(warnings("{external: true}") == [])
        #expect(warnings("{ipBlock: {cidr: 10.0.0.0/8}}") == [])
        #expect(warnings("{podSelector: {}}") == [])
        #expect(warnings("{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [x]}]}}") == [])
        let unknown = Cluster(namespaces: [Namespace(name: "prod", hasManifest: false)], workloads: [])
        #expect(warnings("{namespaceSelector: {matchLabels: {env: tset}}}", unknown) == [])
        #expect(warnings("{podSelector: {matchLabels: {app: mysqll}}}", unknown) == [])
        #expect(warnings("{namespaces: [nowhere]}", Cluster(namespaces: [], workloads: [])) == [])
    }

    // MARK: Rules

    private func warnings(ofRules text: String) throws -> [Diagnostic] {
        var diagnostics = Diagnostics()
        let invariants = DatalogReading.read(Array(text.utf8), file: "rules.dl", into: &diagnostics)
        #expect(diagnostics.sorted.isEmpty, "\(diagnostics.sorted.map(\.text))")
        let checks = SpecChecks(cluster: cluster)
        return invariants.flatMap { checks.warnings(for: $0, at: ClaimPlaces()) }
    }

    @Test("a misspelt label of a rule is told where it stands, with the nearest one seen")
    func rules() throws {
        let found = try warnings(
            ofRules: """
                .invariant sample
                violation(S, D) :- S.namespace.label["env"] = "tset", D.namespace.label["env"] = "prod",
                    D.label["app"] = "mysqll", connects(S, D, tcp, 3306).
                """)
        #expect(
            found.map(\.lines) == [
                [
                    "rules.dl:2:20: warning: `S` of `sample` matches no listed namespace: "
                        + "none has the label `env` with the value `tset`", "    values seen: `prod`, `test`",
                    "    did you mean `test`?",
                ],
                [
                    "rules.dl:3:5: warning: `D` of `sample` matches no listed workload: "
                        + "none has the label `app` with the value `mysqll`", "    values seen: `mysql`",
                    "    did you mean `mysql`?",
                ],
            ])
        #expect(found.allSatisfy { $0.id == "matches-nothing-listed" })
    }

    @Test("so is one of a relation that a rule uses, one of several facts, and the name of a namespace, once each")
    func rulesThatCall() throws {
        let found = try warnings(
            ofRules: """
                .decl open(p: pod)
                open(P) :- P.label["ap"] = "mysql".
                .decl exposed(port: port)
                exposed(80).
                exposed(443).
                .decl team(namespace: string, app: string)
                team("prod", "mysql").
                team("prd", "mysql").
                .invariant sample
                violation(P) :- open(P), exposed(Port), connects(_, P, tcp, Port).
                violation(P) :- team(N, A), P.namespace.name = N, P.label["app"] = A, open(P).
                """)
        #expect(found.map(\.suggestion) == ["did you mean `app`?", "did you mean `prod`?"])
        #expect(found.map(\.location?.line) == [2, 11])
    }

    @Test("nothing is said of rules that something listed matches, or of what they rule out")
    func silenceOfRules() throws {
        let found = try warnings(
            ofRules: """
                .decl exempt(p: pod)
                exempt(P) :- P.label["app"] = "nobody".
                .invariant sample
                violation(S, D) :- pod(S), not exempt(S), S.namespace.label["env"] != "tset", D.label["app"] in {"mysql", "x"},
                    connects(S, D, tcp, 3306), (D.label["app"] = "mysql" ; isolated(D, ingress), D.namespace.name = "prod").
                """)
        #expect(found.map(\.text) == [])
    }

    @Test("a label of pods that a rule asks of the namespace is told as such")
    func wrongAttribute() throws {
        let found = try warnings(
            ofRules: """
                .invariant sample
                violation(P) :- P.namespace.label["app"] = "mysql", connects(_, P, tcp, 80).
                """)
        #expect(found.map(\.suggestion) == ["did you mean `label`? `app` is seen there"])
    }
}
