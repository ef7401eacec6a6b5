import NetworkModel

extension CounterexampleYAML {
    /// What the owner of a namespace may write, where the counterexample takes it that he does: without it, nothing would
    /// deny the connection when the file is applied.
    var ownersPolicies: [String] {
        let ends = [
            (example.from, example.egress, Direction.egress), (example.to, example.ingress, Direction.ingress),
        ]
        return ends.compactMap { end, explanation, direction in
            guard case .unknownPolicies = explanation.basis, explanation.decision == .denied,
                let namespace = end.endpoint.pod?.namespace.name
            else { return nil }
            return Self.denyAll(in: namespace, direction)
        }
    }

    static func denyAll(in namespace: String, _ direction: Direction) -> String {
        [
            "apiVersion: networking.k8s.io/v1", "kind: NetworkPolicy", "metadata:",
            "  name: netproof-deny-" + direction.rawValue, "  namespace: " + quoted(namespace), "spec:",
            "  podSelector: {}", "  policyTypes: [" + (direction == .ingress ? "Ingress" : "Egress") + "]",
        ].joinedLines
    }
}
