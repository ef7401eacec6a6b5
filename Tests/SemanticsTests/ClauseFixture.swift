import NetworkModel
import PolicyModel
import Testing

/// The namespaces, pods and addresses that the clauses speak of (networkpolicy.md §11).
struct ClauseFixture: Sendable {
    var cluster: Cluster

    static let namespaces = [
        Namespace(name: "red", labels: ["team": "r"], hasManifest: true),
        Namespace(name: "blue", labels: ["team": "b"], hasManifest: true),
        Namespace(name: "grey", hasManifest: true),
    ]

    static let ports = [
        NamedPort(name: "http", transport: .tcp, port: 8080), NamedPort(name: "metrics", transport: .tcp, port: 9090),
        NamedPort(name: "dns", transport: .udp, port: 5353),
    ]

    static let externals = ["E": "203.0.113.7", "N1": "192.168.0.11", "N2": "192.168.0.12"]

    init(_ clause: PolicyClause) {
        var namespaces: [String: Namespace] = [:]
        for namespace in Self.namespaces + clause.namespaces { namespaces[namespace.name] = namespace }
        var workloads: [WorkloadIdentity: Workload] = [:]
        for workload in Self.workloads + clause.workloads { workloads[workload.identity] = workload }
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

    private static let workloads = ["red": 1, "blue": 2, "grey": 3].flatMap { namespace, number in
        [
            pod(namespace, "w", ["app": "web"], "10.0.\(number).1"),
            pod(namespace, "d", ["app": "db"], "10.0.\(number).2"), pod(namespace, "n", [:], "10.0.\(number).3"),
        ]
    }

    /// A bare pod that declares the ports of the fixture, or others.
    static func pod(
        _ namespace: String, _ name: String, _ labels: [String: String], _ addresses: String...,
        ports: [NamedPort] = ports, onHostNetwork: Bool = false
    ) -> Workload {
        Workload(
            identity: WorkloadIdentity(kind: "Pod", namespace: namespace, name: name), podLabels: labels,
            namedPorts: ports, usesHostNetwork: onHostNetwork, addresses: addresses.compactMap { IPAddress($0) })
    }
}
