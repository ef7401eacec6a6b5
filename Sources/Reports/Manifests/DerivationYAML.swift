import Diagnostics
import NetworkModel

/// Writes the pods of a derivation as YAML, with the connections to try.
struct DerivationYAML {
    var result: InvariantResult
    var violation: DerivedViolation
    var universe: UniverseDescription

    var text: String {
        comments.map { ("# " + $0.printable(limit: .max)).withoutTrailingSpaces }.joinedLines
            + documents.map { "---\n" + $0 }.joined()
    }

    private var documents: [String] {
        CounterexampleYAML.newNamespaces(of: violation.endpoints) + ownersPolicies
            + violation.endpoints.indices.compactMap(pod).map { WitnessPod(of: $0).yaml }
    }

    private var comments: [String] {
        ["Invariant " + result.invariant, result.claim, "These endpoints together break it:", ""]
            + zip(violation.names, violation.endpoints).map { "  \($0): \(TextReport.inWords($1))" }
            + [""] + violation.endpoints.flatMap(CounterexampleYAML.changedLabels)
            + nodes + CounterexampleYAML.futurePolicies(for: violation.endpoints, universe)
            + ["Its steps, with the connections to try:"]
            + violation.steps.enumerated().flatMap { step($1, number: $0 + 1) }
            + violation.dependsOn.map { "Depends on " + $0.text }
    }

    /// Nodes are not made here.
    private var nodes: [String] {
        let letters = violation.endpoints.indices.filter { position in
            if case .node = violation.endpoints[position].endpoint { true } else { false }
        }.map { violation.names[$0] }
        guard !letters.isEmpty else { return [] }
        return [
            "Left out: \(letters.joined(separator: ", ")), a node with such an address on which none of these pods runs",
            "",
        ]
    }

    private func step(_ step: DerivedViolation.Step, number: Int) -> [String] {
        ["  \(number). \(step.fact), by " + step.rule]
            + step.attempts.map { "     " + $0.inWords(from: who($0.source), to: who($0.destination)) }
    }

    /// The endpoint's letter, and what it is called in the cluster.
    private func who(_ position: Int) -> String {
        let letter = violation.names[position]
        switch violation.endpoints[position].endpoint {
        case .external(let address): return "\(letter) (\(address))"
        case .node: return "\(letter) (a node)"
        case .pod(let pod):
            let name = pod.workload.map { "\($0.kind) \($0.name)" } ?? "pod " + podName(position)
            return "\(letter) (\(name) in \(pod.namespace.name))"
        }
    }

    /// Names of pods are the tool's own: no derivation depends on them.
    private func podName(_ position: Int) -> String {
        "netproof-" + violation.names[position].lowercased()
    }

    /// A pod of a listed workload is there already.
    private func pod(_ position: Int) -> WitnessPod.Content? {
        guard let pod = violation.endpoints[position].endpoint.pod, pod.workload == nil else { return nil }
        let reached = violation.attempts.first { $0.destination == position }?.connection
        return WitnessPod.Content(
            name: podName(position), pod: pod, listening: reached.map { ($0.transport, $0.port) })
    }

    /// What the owners of namespaces may write, where the derivation takes it that they do.
    private var ownersPolicies: [String] {
        var seen: Set<String> = []
        return violation.attempts.flatMap { attempt -> [String] in
            attempt.asked.reversed().compactMap { explanation, direction in
                let end = direction == .egress ? attempt.connection.from : attempt.connection.to
                guard case .unknownPolicies = explanation.basis, explanation.decision == .denied,
                    let namespace = end.endpoint.pod?.namespace.name
                else { return nil }
                return CounterexampleYAML.denyAll(in: namespace, direction)
            }
        }.filter { seen.insert($0).inserted }
    }
}

extension String {
    fileprivate var withoutTrailingSpaces: String {
        var copy = self
        while copy.last == " " { copy.removeLast() }
        return copy
    }
}
