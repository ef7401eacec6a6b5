import Analyses
import Diagnostics
import NetworkModel
import PolicyModel
import Reports
import Testing

@Suite("Names of ends")
struct NameTests {
    @Test(
        "A workload by name, with its kind, by kubectl's short name; a Service; a pod that is not listed",
        arguments: [
            "prod/mysql", "prod/StatefulSet/mysql", "prod/statefulset/mysql", "prod/sts/mysql", "prod/[app=mysql]",
            "prod/[labels app=mysql]", "prod/[app=mysql tier=db]",
        ])
    func destinations(name: String) {
        #expect(trace("prod/app,\"\(name)\",TCP,3306\n").verdicts == [.allowed])
        var network = Universe.Network()
        network.ipBlockMatchesPods = .never
        #expect(trace("test/[app=web],\"\(name)\",TCP,3306\n", network: network).verdicts == [.denied])
    }

    @Test("A pod without labels of its own is another pod than one with them")
    func noLabels() {
        #expect(trace("test/web,prod/[],TCP,3306\n").verdicts == [.allowed])
    }

    @Test("Unknown names are errors, with the nearest spelling")
    func unknown() {
        let texts = trace("prod/app,prod/mysq,TCP,1\nprd/app,prod/mysql,TCP,1\nprod/app,prod/deploy/mysql,TCP,1\n")
            .texts
        #expect(texts.count == 3)
        #expect(texts[0].contains("did you mean `prod/mysql`?"))
        #expect(texts[1].contains("did you mean `prod`?"))
        #expect(texts[2].contains("did you mean `prod/StatefulSet/mysql`?"))
    }

    @Test("A name that several workloads have is an error that lists them")
    func ambiguous() {
        let twin = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: mysql, namespace: prod}
            spec: {containers: [{name: w, image: i}]}

            """
        let result = trace("prod/app,prod/mysql,TCP,3306\n", shop + twin)
        #expect(result.errors == ["flow-ambiguous"])
        #expect(result.texts.joined().contains("`prod/Pod/mysql`, `prod/StatefulSet/mysql`"))
        #expect(trace("prod/app,prod/pod/mysql,TCP,3306\n", shop + twin).verdicts == [.allowed])
    }

    @Test(
        "What is no name at all is an error",
        arguments: [
            "mysql", "prod/", "/mysql", "prod/a/b/c", "prod/[app", "[app=x]", "prod/[app]", "prod/[app=x app=y]",
            "prod/thing/mysql", "prod/[-=x]", "10.0.0.256",
        ])
    func malformed(name: String) {
        let result = trace("prod/app,\(name),TCP,3306\n")
        #expect(result.errors.count == 1, "\(result.texts)")
        #expect(result.flows.isEmpty)
    }

    @Test("A Service stands for its pods and its target port (NP-73)")
    func services() {
        #expect(trace("prod/app,prod/db,TCP,33\n").verdicts == [.allowed])
        #expect(trace("prod/app,prod/service/db,TCP,34\n").verdicts == [.denied])
        #expect(trace("prod/app,prod/svc/db,TCP,sql\n").verdicts == [.allowed])
        let wrong = trace("prod/app,prod/db,TCP,3306\n")
        #expect(wrong.errors == ["flow-port"])
        #expect(wrong.texts.joined().contains("expected one of `33/TCP`, `34/TCP`"))
    }

    @Test("A Service of pods that differ is undecided, and so is one without pods or selector")
    func openServices() {
        let services = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: all, namespace: prod}
            spec: {selector: {}, ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: none, namespace: prod}
            spec: {selector: {app: none}, ports: [{port: 80}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: second, namespace: prod}
            spec:
              selector: {matchLabels: {app: second}}
              template: {metadata: {labels: {app: second, in: both}}, spec: {containers: [{name: a, image: i}]}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: third, namespace: prod, labels: {app: mysql, in: both}}
            spec: {containers: [{name: a, image: i}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: both, namespace: prod}
            spec: {selector: {in: both}, ports: [{port: 80}]}

            """
        let result = trace(
            "test/web,prod/none,TCP,80\ntest/web,prod/both,TCP,80\nprod/third,prod/both,TCP,80\n", shop + services)
        #expect(result.verdicts == [.undecided, .undecided, .undecided])
        #expect(result.flows[1].ingress.summary.contains("`test/Pod/web -> prod/Deployment/second`"))
        #expect(result.flows[2].ingress.summary.contains("through a Service"))
    }

    @Test("A port name is the destination's; one that it does not declare is an error")
    func portNames() {
        #expect(trace("prod/app,prod/mysql,TCP,sql\n").verdicts == [.allowed])
        let unknown = trace("prod/app,prod/mysql,TCP,sq\n")
        #expect(unknown.errors == ["flow-port"])
        #expect(unknown.texts.joined().contains("did you mean `sql`?"))
        #expect(trace("prod/app,prod/[app=mysql],TCP,sql\n").errors == ["flow-port"])
        #expect(trace("prod/app,1.2.3.4,TCP,sql\n").errors == ["flow-port"])
    }

    @Test("An address that a listed pod has is that pod, with a warning; a finished pod has none (NP-89)")
    func addresses() {
        let own = trace("10.0.0.5,prod/mysql,TCP,3306\n")
        #expect(own.diagnostics.sorted.map(\.severity) == [.warning])
        // The pod's namespace does not match, and whether the ipBlock does is not known.
        #expect(own.verdicts == [.undecided])
        #expect(trace("10.0.0.9,prod/mysql,TCP,3306\n").verdicts == [.allowed])
        #expect(trace("prod/old,prod/mysql,TCP,3306\n").verdicts == [.undecided])
    }

    @Test("The address of a listed Service is that Service, with a warning: its port is no port of the pods (NP-73)")
    func serviceAddresses() {
        let service = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: sql, namespace: prod}
            spec:
              clusterIP: 10.96.0.7
              clusterIPs: [10.96.0.7, "fd00::7"]
              selector: {app: mysql}
              ports: [{port: 33, targetPort: sql}, {port: 34, targetPort: 3307}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: headless, namespace: prod}
            spec: {clusterIP: None, selector: {app: mysql}, ports: [{port: 33, targetPort: sql}]}

            """
        for address in ["10.96.0.7", "fd00::7"] {
            let result = trace("prod/app,\(address),TCP,33\nprod/app,\(address),TCP,34\n", shop + service)
            #expect(result.verdicts == [.allowed, .denied])
            #expect(result.texts.contains { $0.contains("`\(address)` is taken for Service `prod/sql`") })
            #expect(trace("prod/app,\(address),TCP,3306\n", shop + service).errors == ["flow-port"])
        }
    }

    @Test("A range of addresses is no end, and the error says so")
    func ranges() {
        let result = trace("prod/app,10.0.0.0/8,TCP,33\n")
        #expect(result.texts.joined().contains("`10.0.0.0/8` is a range of addresses"))
    }

    @Test("The network of the universe tells pods, Services and nodes from the outside")
    func network() throws {
        var network = Universe.Network()
        network.podCIDRs = [try #require(CIDRBlock("10.0.0.0/24"))]
        network.serviceCIDRs = [try #require(CIDRBlock("10.1.0.0/24"))]
        network.nodeCIDRs = [try #require(CIDRBlock("10.2.0.0/24"))]
        network.ipBlockMatchesPods = .always
        let flows = """
            10.0.0.77,prod/mysql,TCP,3306
            10.0.0.77,prod/mysql,TCP,1
            prod/app,10.1.0.1,TCP,80
            10.2.0.1,prod/mysql,TCP,1
            10.9.0.1,prod/mysql,TCP,1
            10.0.0.5,prod/mysql,TCP,3306
            """
        #expect(
            trace(flows, network: network).verdicts == [
                .undecided, .denied, .undecided, .undecided, .denied, .allowed,
            ])
    }
}
