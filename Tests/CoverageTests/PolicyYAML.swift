import NetworkModel
import PolicyModel

/// A policy as a manifest of NetworkPolicy: what a user would have to write for the policy of a mutant.
struct PolicyYAML {
    let policy: Policy

    var text: String {
        let types = policy.isolates.map { $0 == .ingress ? "Ingress" : "Egress" }.sorted()
        return """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: \(policy.identity.name), namespace: \(policy.identity.namespace ?? "")}
            spec:
              podSelector: \(subject)
              policyTypes: [\(types.joined(separator: ", "))]
              ingress: [\(policy.ingress.map { rule($0, "from") }.joined(separator: ", "))]
              egress: [\(policy.egress.map { rule($0, "to") }.joined(separator: ", "))]
            ---

            """
    }

    private var subject: String {
        guard case .podLabels(let selector) = policy.subject else { return "unknown" }
        return self.selector(selector)
    }

    private func rule(_ rule: Rule, _ peers: String) -> String {
        let members =
            (rule.peers.map { ["\(peers): [\($0.map { peer($0.predicate) }.joined(separator: ", "))]"] } ?? [])
            + (rule.ports.map { ["ports: [\($0.map(port).joined(separator: ", "))]"] } ?? [])
        return "{\(members.joined(separator: ", "))}"
    }

    private func peer(_ predicate: EndpointPredicate) -> String {
        switch predicate {
        case .address(let block):
            let except = block.exceptions.map(\.description).joined(separator: ", ")
            return "{ipBlock: {cidr: \(block.block)\(except.isEmpty ? "" : ", except: [\(except)]")}}"
        case .namespaceLabels(let namespaces): return "{namespaceSelector: \(selector(namespaces))}"
        case .all(let parts):
            var members = parts.contains(.ownNamespace) ? [] : ["namespaceSelector: {}"]
            for part in parts {
                switch part {
                case .namespaceLabels(let namespaces): members = ["namespaceSelector: \(selector(namespaces))"]
                case .podLabels(let pods): members.append("podSelector: \(selector(pods))")
                default: break
                }
            }
            return "{\(members.joined(separator: ", "))}"
        default: return "unknown"
        }
    }

    private func selector(_ selector: LabelSelector) -> String {
        let requirements = selector.requirements.map { requirement in
            let values = requirement.values.isEmpty ? "" : ", values: [\(requirement.values.joined(separator: ", "))]"
            return "{key: \(requirement.key), operator: \(requirement.operator.rawValue)\(values)}"
        }
        return requirements.isEmpty ? "{}" : "{matchExpressions: [\(requirements.joined(separator: ", "))]}"
    }

    private func port(_ entry: PortEntry) -> String {
        switch entry.match {
        case .named(let name, let transport): return "{protocol: \(transport.name), port: \(name)}"
        case .ports(let set):
            // Entries of NetworkPolicies are of one protocol, and one range.
            let transport = TransportProtocol.allCases.first { !set[$0].isEmpty }!
            let ranges = set[transport].ranges
            guard set != PortSet(transport) else { return "{protocol: \(transport.name)}" }
            let (first, last) = (ranges[0].lowerBound, ranges[ranges.count - 1].upperBound)
            return "{protocol: \(transport.name), port: \(first)\(first == last ? "" : ", endPort: \(last)")}"
        }
    }
}
