import Analyses
import Diagnostics
import Dialects
import Manifests
import PolicyModel
import Reports

/// A small shop: a database behind a Service, two namespaces with manifests and one without.
let shop = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: prod, labels: {env: prod}}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: test, labels: {env: test}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: mysql, namespace: prod}
    spec:
      selector: {matchLabels: {app: mysql}}
      serviceName: mysql
      template:
        metadata: {labels: {app: mysql}}
        spec: {containers: [{name: m, image: i, ports: [{name: sql, containerPort: 3306}]}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: prod}
    spec: {selector: {app: mysql}, ports: [{port: 33, targetPort: sql}, {port: 34, targetPort: 3307}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: test, labels: {app: web}}
    spec: {containers: [{name: w, image: i}]}
    status: {podIP: 10.0.0.5, podIPs: [{ip: 10.0.0.5}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: app, namespace: prod, labels: {app: app}}
    spec: {containers: [{name: w, image: i}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: old, namespace: prod, labels: {app: app}}
    spec: {containers: [{name: w, image: i}]}
    status: {phase: Succeeded, podIPs: [{ip: 10.0.0.9}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: x, namespace: grey, labels: {app: x}}
    spec: {containers: [{name: w, image: i}]}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: db, namespace: prod}
    spec:
      podSelector: {matchLabels: {app: mysql}}
      ingress:
      - from: [{namespaceSelector: {matchLabels: {env: prod}}}, {ipBlock: {cidr: 10.0.0.0/24}}]
        ports: [{port: 3306}]

    """

struct Traced {
    var flows: [TracedFlow]
    var diagnostics: Diagnostics

    var verdicts: [TraceVerdict] { flows.map(\.verdict) }
    var errors: [String] { diagnostics.sorted.filter { $0.severity == .error }.map(\.id) }
    var texts: [String] { diagnostics.sorted.map(\.text) }
}

/// Decides a flow file over manifests.
func trace(
    _ flows: String, _ manifests: String = shop, network: Universe.Network = Universe.Network(),
    explaining: Bool = false
) -> Traced {
    var diagnostics = Diagnostics()
    let documents = ManifestReader().read(text: Array(manifests.utf8), file: "shop.yaml", into: &diagnostics)
    let input = InputLoader().load(documents, into: &diagnostics)
    var tracer = FlowTracer(
        program: input.program, cluster: input.cluster, network: network, explaining: explaining)
    let read = FlowFile.read(Array(flows.utf8), file: "flows.csv", into: &diagnostics)
    let resolved = tracer.resolve(read, into: &diagnostics)
    return Traced(flows: resolved.map { tracer.decide($0) }, diagnostics: diagnostics)
}
