import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel

func place(_ line: Int) -> SourceLocation { SourceLocation(file: "policies.yaml", line: line, column: 1) }

func pod(
    _ namespace: String, _ labels: [String: String] = [:], namespaceLabels: [String: String]? = [:],
    ports: [NamedPort] = [], addresses: [String]? = nil, onHostNetwork: Bool = false
) -> Endpoint {
    .pod(
        Pod(
            namespace: PodNamespace(name: namespace, isListed: true, labels: namespaceLabels), labels: labels,
            namedPorts: ports, addresses: addresses?.compactMap { IPAddress($0) }, usesHostNetwork: onHostNetwork))
}

func rule(
    _ action: Rule.Action = .allow, peers: [EndpointPredicate]? = nil, ports: [PortEntry.Match]? = nil, line: Int = 1
) -> Rule {
    Rule(
        action: action, peers: peers?.map { PeerEntry($0, location: place(line + 1)) },
        ports: ports?.map { PortEntry($0, location: place(line + 2)) }, location: place(line))
}

func policy(
    _ name: String, in namespace: String? = "red", order: Int = 0, subject: EndpointPredicate = .pod,
    isolates: Set<Direction> = [], ingress: [Rule] = [], egress: [Rule] = []
) -> Policy {
    Policy(
        identity: PolicyIdentity(kind: "Toy", namespace: namespace, name: name), location: place(0), order: order,
        subject: subject, isolates: isolates, ingress: ingress, egress: egress)
}

/// Rules that only allow, and isolate.
func allowOnly(_ policies: Policy...) -> Tier {
    Tier(name: "allow", precedence: .denyOverrides, unmatched: .denyIfIsolated, policies: policies)
}

/// Ordered rules before those.
func admin(_ policies: Policy...) -> Tier {
    Tier(name: "admin", precedence: .firstMatch, unmatched: .nextTier, policies: policies)
}

extension Evaluator {
    init(_ tiers: Tier..., behaviour: Behaviour = Behaviour(), network: Universe.Network = Universe.Network()) {
        self.init(program: PolicyProgram(tiers: tiers), behaviour: behaviour, network: network)
    }

    func ingress(
        _ source: Endpoint, _ destination: Endpoint, _ port: UInt16 = 80, _ transport: TransportProtocol = .tcp
    ) -> EndDecision {
        decide(
            Connection(source: source, destination: destination, transport: transport, port: port), explaining: true
        ).ingress
    }
}
