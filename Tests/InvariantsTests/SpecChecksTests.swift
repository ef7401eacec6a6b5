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
}
