import Dialects
import NetworkModel
import Testing

@Suite struct ClusterObjectTests {
    @Test("a namespace's automatic label is its name, whatever the manifest says (NP-100)")
    func automaticLabel() throws {
        let loading = Loading(
            "{apiVersion: v1, kind: Namespace, metadata: {name: red, labels: {kubernetes.io/metadata.name: other, team: r}}}"
        )
        #expect(loading.errors == [])
        let namespace = try #require(loading.input.cluster.namespace(named: "red"))
        #expect(namespace.labels == ["kubernetes.io/metadata.name": "red", "team": "r"])
        #expect(namespace.hasManifest)
    }

    @Test("a namespace that is being deleted still exists")
    func terminating() {
        let loading = Loading(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: red, deletionTimestamp: "2024-01-01T00:00:00Z"}
            spec: {finalizers: [kubernetes]}
            status: {phase: Terminating}
            """)
        #expect(loading.errors == [])
        #expect(loading.input.cluster.namespaces.count == 1)
    }

    @Test("the name of a namespace is one DNS label (V1)", arguments: ["a.b", "A", "a_b", "\"\""])
    func namespaceNames(_ name: String) {
        #expect(Loading("{apiVersion: v1, kind: Namespace, metadata: {name: \(name)}}").errors == ["V1"])
    }

    @Test("namespaces that are only named are listed without a manifest")
    func mentionedNamespaces() {
        let loading = Loading(
            """
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: a}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: b}, spec: {containers: [{name: c}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: s, namespace: c}, spec: {}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: b}}
            """)
        #expect(loading.errors == [])
        #expect(loading.input.cluster.namespaces.map(\.name) == ["a", "b", "c"])
        #expect(loading.input.cluster.namespaces.map(\.hasManifest) == [false, true, false])
    }

    @Test("a Service renames ports; the target defaults to its own port (NP-73)")
    func services() throws {
        let loading = Loading(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: s, namespace: red}
            spec:
              type: ClusterIP
              clusterIP: 10.96.0.1
              selector: {app: web}
              ports:
              - {name: a, port: 80, targetPort: 8080}
              - {name: b, port: 81, targetPort: http, protocol: TCP, appProtocol: http, nodePort: 30080}
              - {name: c, port: 53, protocol: UDP}
              - {name: d, port: 82, targetPort: 0}
            """)
        #expect(loading.errors == [], "\(loading.messages)")
        let service = try #require(loading.input.cluster.services.first)
        #expect(service.selector == ["app": "web"])
        #expect(
            service.ports == [
                Service.Port(transport: .tcp, port: 80, target: .number(8080)),
                Service.Port(transport: .tcp, port: 81, target: .name("http")),
                Service.Port(transport: .udp, port: 53, target: .number(53)),
                Service.Port(transport: .tcp, port: 82, target: .number(82)),
            ])
    }

    @Test(
        "a Service without a selector selects nothing itself", arguments: ["{}", "{selector: {}}", "{selector: null}"])
    func serviceWithoutSelector(_ spec: String) {
        let loading = Loading("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: \(spec)}")
        #expect(loading.errors == [])
        #expect(loading.input.cluster.services.first?.selector == nil)
    }

    @Test(
        "what matters of a Service is read strictly",
        arguments: [
            ("{ports: [{port: 0}]}", ["port-number"]), ("{ports: [{}]}", ["required"]),
            ("{ports: [{port: 1, targetPort: HTTP}]}", ["V12"]),
            ("{ports: [{port: 1, targetport: 2}]}", ["unknown-field"]),
            ("{selectors: {a: b}}", ["unknown-field"]), ("{selector: {a: 1}}", ["type"]),
        ])
    func serviceStrictness(_ spec: String, _ expected: [String]) {
        #expect(Loading("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: \(spec)}").errors == expected)
    }
}
