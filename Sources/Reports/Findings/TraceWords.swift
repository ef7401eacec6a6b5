import Diagnostics
import NetworkModel

extension Counterexample {
    /// The command that explains the connection on the input as it is: its ends are in listed namespaces, or outside.
    ///
    /// - Parameter input: The words by which the input is named, quoted for a shell.
    func traceCommand(_ input: String) -> String? { from.traceCommand(to: to, transport, port, input) }
}

extension DiffWitness {
    /// The command that explains the connection on the head.
    func traceCommand(_ head: String) -> String? { from.traceCommand(to: to, transport, port, head) }
}

extension WitnessEnd {
    fileprivate func traceCommand(
        to other: WitnessEnd, _ transport: TransportProtocol, _ port: UInt16, _ input: String
    ) -> String? {
        guard let from = traceName, let to = other.traceName else { return nil }
        let words = ["netproof trace"] + (input.isEmpty ? [] : [input])
        let ends = ["--from", from.shellQuoted, "--to", to.shellQuoted]
        return (words + ends + ["--port", "\(port)/\(transport.name.lowercased())"]).joined(separator: " ")
    }

    /// What `trace` calls the endpoint; nil for one that the input alone does not make: in a namespace yet to be created or
    /// relabelled, or with addresses and ports that nobody listed.
    fileprivate var traceName: String? {
        guard case .pod(let pod) = endpoint else {
            if case .external(let address) = endpoint { return address.description }
            return nil
        }
        guard pod.namespace.isListed, assumedNamespaceLabels.isEmpty, !pod.usesHostNetwork else { return nil }
        if let workload = pod.workload { return "\(workload.namespace)/\(workload.kind)/\(workload.name)" }
        guard pod.namedPorts.isEmpty, pod.addresses?.isEmpty ?? true else { return nil }
        let labels = pod.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(pod.namespace.name)/[\(labels.joined(separator: " "))]"
    }
}
