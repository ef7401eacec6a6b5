import Reports
import Testing

struct CounterexampleFileTests {
    private let files = CounterexampleFile.files(for: SampleReport.everything)

    @Test("Each counterexample has a file, named after its invariant")
    func names() {
        #expect(files.map(\.name) == ["isolated-1.yaml", "no-test-in-prod-1.yaml", "app-reaches-db-1.yaml"])
    }

    @Test("Only namespaces that do not exist yet are made, and the pods at both ends")
    func leak() {
        #expect(
            files[1].text == """
                # Invariant no-test-in-prod
                # claim of no-test-in-prod
                # This connection is possible, and the invariant says it must not be.
                #
                # Apply to each new namespace the policies that the universe says it is created with:
                #   deny-cross-ns-db (policies.yaml)
                # Try it, after `kubectl apply -f` of this file:
                #   kubectl -n ns-1 exec netproof-from -- /agnhost connect --timeout 3s --protocol tcp \
                $(kubectl -n prod get pod netproof-to -o jsonpath={.status.podIP}):3306
                # It connects.
                ---
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: "ns-1"
                  labels:
                    "env": "test"
                    "kubernetes.io/metadata.name": "ns-1"
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: netproof-from
                  namespace: "ns-1"
                spec:
                  automountServiceAccountToken: false
                  readinessGates: [{conditionType: netproof.dev/never}]  # so that no Service sends it traffic
                  securityContext: {runAsNonRoot: true, runAsUser: 65534, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: main
                      image: registry.k8s.io/e2e-test-images/agnhost:2.47
                      args: [pause]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: netproof-to
                  namespace: "prod"
                  labels:
                    "app": "mysql"
                spec:
                  automountServiceAccountToken: false
                  readinessGates: [{conditionType: netproof.dev/never}]  # so that no Service sends it traffic
                  securityContext: {runAsNonRoot: true, runAsUser: 65534, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: main
                      image: registry.k8s.io/e2e-test-images/agnhost:2.47
                      args: [netexec, --http-port=3306]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      ports:
                        - {name: "mysql", containerPort: 3306, protocol: TCP}
                    - name: main-2
                      image: registry.k8s.io/e2e-test-images/agnhost:2.47
                      args: [pause]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      ports:
                        - {name: "mysql", containerPort: 3307, protocol: TCP}

                """)
    }

    @Test("A listed workload is used as it is, with the labels to set beforehand")
    func workload() {
        let text = files[2].text
        #expect(text.contains("#   kubectl label --overwrite namespace prod env=prod"))
        #expect(text.contains("debug -it <a pod of Deployment web>"))
        #expect(!text.contains("name: netproof-from\n"))
        #expect(text.contains("# It times out: ingress denies it."))
    }

    @Test("A port below 1024 can be opened without root")
    func lowPort() {
        var report = SampleReport.everything
        report.results[1].counterexamples[0].port = 53
        let sysctl = #"sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "0"}]"#
        #expect(CounterexampleFile.files(for: report)[1].text.split(separator: sysctl).count == 2)
        #expect(!files[1].text.contains("sysctls"))
    }

    @Test("What the owner of a namespace may deny is written as the policy that denies it")
    func ownersPolicy() {
        var report = SampleReport.everything
        report.results[1].counterexamples[0].egress = EndExplanation(.denied, .unknownPolicies("his choice"))
        let text = CounterexampleFile.files(for: report)[1].text
        #expect(
            text.contains(
                """
                kind: NetworkPolicy
                metadata:
                  name: netproof-deny-egress
                  namespace: "ns-1"
                spec:
                  podSelector: {}
                  policyTypes: [Egress]

                """))
    }

    @Test("An outside address is tried from outside")
    func external() {
        #expect(files[0].text.contains("from 203.0.113.7: nc -v -w 3 -u $(kubectl"))
    }

    @Test("Names cannot leave the folder, and files do not overwrite each other")
    func hostileNames() {
        var report = SampleReport.everything
        for index in report.results.indices { report.results[index].invariant = "../../etc/x" }
        let names = CounterexampleFile.files(for: report).map(\.name)
        #expect(names.first == "-..-etc-x-1.yaml")
        #expect(Set(names).count == names.count)
    }

    @Test("A name of dots alone is replaced")
    func dots() {
        var report = SampleReport.everything
        report.results[0].invariant = ".."
        #expect(CounterexampleFile.files(for: report).first?.name == "invariant-1.yaml")
    }
}
