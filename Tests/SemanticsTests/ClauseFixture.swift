import Diagnostics
import Dialects
import NetworkModel
import PolicyModel
import Testing

/// The namespaces, pods and addresses that the clauses speak of (networkpolicy.md §11).
struct ClauseFixture: Sendable {
    var cluster: Cluster

    /// What `Specs/semantics/fixture.yaml` lists.
    private static let listed: Cluster = {
        var diagnostics = Diagnostics()
        let input = InputLoader().load(ClauseFile.documents("fixture"), into: &diagnostics)
        precondition(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))")  // A mistake in the fixture itself.
        return input.cluster
    }()

    /// The named ports of every pod in it.
    static let ports = [
        NamedPort(name: "http", transport: .tcp, port: 8080), NamedPort(name: "metrics", transport: .tcp, port: 9090),
        NamedPort(name: "dns", transport: .udp, port: 5353),
    ]

    static let externals = ["E": "203.0.113.7", "N1": "192.168.0.11", "N2": "192.168.0.12"]

    init(_ clause: PolicyClause) {
        var namespaces: [String: Namespace] = [:]
        for namespace in Self.listed.namespaces + clause.namespaces { namespaces[namespace.name] = namespace }
        var workloads: [WorkloadIdentity: Workload] = [:]
        for workload in Self.listed.workloads + clause.workloads { workloads[workload.identity] = workload }
        cluster = Cluster(namespaces: Array(namespaces.values), workloads: Array(workloads.values))
    }

    /// The endpoint of a name in an expectation.
    func endpoint(_ name: String) throws -> Endpoint {
        if let address = IPAddress(Self.externals[name] ?? name) { return .external(address) }
        let parts = name.split(separator: "/").map(String.init)
        try #require(parts.count == 2, "\(name) names no endpoint")
        let identity = WorkloadIdentity(kind: "Pod", namespace: parts[0], name: parts[1])
        let workload = try #require(cluster.workload(identity), "no pod \(name)")
        let namespace = try #require(cluster.namespace(named: parts[0]))
        return .pod(
            Pod(
                namespace: PodNamespace(
                    name: namespace.name, isListed: true, labels: namespace.hasManifest ? namespace.labels : nil),
                labels: workload.podLabels, namedPorts: workload.namedPorts, addresses: workload.addresses,
                workload: identity, usesHostNetwork: workload.usesHostNetwork))
    }
}
