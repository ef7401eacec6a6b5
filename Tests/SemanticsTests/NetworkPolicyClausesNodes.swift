import NetworkModel

/// Nodes, pods on their network, and lifecycle.
let nodeClauses: [PolicyClause] = [
    PolicyClause(
        "A node may be the pod's own, which no policy shuts out (NP-83)", "{podSelector: {}}", nodes: nodeNetwork,
        expect: """
            U N1 -> red/w
            U N2 -> red/w
            D E -> red/w
            """),
    PolicyClause(
        "Egress to a node that may be the pod's own (NP-84)", "{podSelector: {}, policyTypes: [Egress]}",
        nodes: nodeNetwork, expect: "U red/w -> N1"),
    PolicyClause(
        "Egress to an address that is not said to be a node (NP-84)", "{podSelector: {}, policyTypes: [Egress]}",
        expect: "D red/w -> N2"),
    PolicyClause(
        "A pod on its node's network may or may not match selectors (NP-85)", from("{namespaceSelector: {}}"),
        workloads: [host("blue", "192.168.0.12")], expect: "U blue/h -> red/w"),
    PolicyClause(
        "A pod on its node's network may or may not be selected (NP-86)", "{podSelector: {}, policyTypes: [Egress]}",
        workloads: [host("red", "192.168.0.11")], expect: "U red/h -> E"),
    PolicyClause(
        "A pod on the same node's network may pass as the node (NP-87)", "{podSelector: {}}",
        workloads: [host("blue", "192.168.0.11")], expect: "U blue/h -> red/w"),
    PolicyClause(
        "A block of node addresses may match a pod on the node's network (NP-88)",
        from("{ipBlock: {cidr: 192.168.0.12/32}}"), workloads: [host("blue", "192.168.0.12")],
        expect: """
            U blue/h -> red/w
            A N2 -> red/w
            """),
    PolicyClause(
        "What a load balancer hands on with its client's address is the client's (NP-91)",
        from("{ipBlock: {cidr: 203.0.113.0/24}}"), nodes: nodeNetwork,
        expect: """
            A E -> red/w
            U N2 -> red/w
            """),
]

private let nodeNetwork = ["192.168.0.0/24"]

private func host(_ namespace: String, _ address: String) -> Workload {
    ClauseFixture.pod(namespace, "h", ["app": "agent"], address, onHostNetwork: true)
}
