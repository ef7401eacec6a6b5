import Diagnostics
import NetworkModel

extension TextReport {
    /// The connection, then what each end says, then what it hangs on.
    func counterexample(_ example: Counterexample, number: Int, of result: InvariantResult) -> [String] {
        let many = result.counterexamples.count > 1
        let kind = example.scope == .future && result.scopes.futureCounts == .gap ? "gap" : "counterexample"
        let number = many ? " \(number)" : ""
        let word = example.connects ? "connects" : "cannot connect"
        var lines = ["  " + palette.paint("\(kind)\(number): ", .bold) + "\(word) on \(Self.port(example))"]
        lines += end("from", example.from)
        lines += end("to", example.to)
        lines += decision("egress", example.egress, .egress)
        lines += decision("ingress", example.ingress, .ingress)
        lines += example.dependsOn.flatMap(dependence)
        return lines
    }

    static func port(_ example: Counterexample) -> String { "\(example.transport.name) \(example.port)" }

    private func end(_ label: String, _ end: WitnessEnd) -> [String] {
        guard let pod = end.endpoint.pod else {
            return [field(label, Self.inWords(end.endpoint), indent: 4)]
        }
        var lines = [field(label, Self.sentence(pod, end), indent: 4)]
        lines.append(field("", "namespace " + Self.labels(pod.namespace, end), indent: 4))
        if !pod.namedPorts.isEmpty {
            let ports = pod.namedPorts.sorted().map {
                "\($0.name.printable(limit: 80))=\($0.transport.name)/\($0.port)"
            }
            lines.append(field("", "declares ports " + ports.joined(separator: ", "), indent: 4))
        }
        if let addresses = pod.addresses, !addresses.isEmpty {
            lines.append(field("", "address " + addresses.map(\.description).joined(separator: ", "), indent: 4))
        }
        return lines
    }

    private static func inWords(_ endpoint: Endpoint) -> String {
        switch endpoint {
        case .external(let address): "external address \(address)"
        case .pod(let pod): "pod in namespace \(pod.namespace.name.printable(limit: .max))"
        }
    }

    private static func sentence(_ pod: Pod, _ end: WitnessEnd) -> String {
        let who = pod.workload.map { "pod of \($0.kind) \($0.name)" } ?? "pod"
        let place = pod.namespace.isListed ? "" : " (yet to be created)"
        let labels = Self.labels(pod.labels, absent: end.absentLabels)
        return "\(who) in namespace \(pod.namespace.name)\(place), ".printable(limit: .max) + labels
            + (pod.usesHostNetwork ? ", in its node's network" : "")
    }

    private static func labels(_ namespace: PodNamespace, _ end: WitnessEnd) -> String {
        guard var labels = namespace.labels else { return "labels unknown" }
        if labels[namespaceNameLabel] == namespace.name { labels[namespaceNameLabel] = nil }
        let text = Self.labels(labels, absent: end.absentNamespaceLabels)
        guard !end.assumedNamespaceLabels.isEmpty else { return text }
        let keys = end.assumedNamespaceLabels.sorted().map { $0.printable(limit: .max) }.joined(separator: ", ")
        return text + " (not as in the input: \(keys))"
    }

    /// `labels app=mysql, without role`: what is absent matters as much as what is there.
    private static func labels(_ labels: [String: String], absent: [String]) -> String {
        let present = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
        let without = absent.sorted().joined(separator: ", ")
        switch (labels.isEmpty, absent.isEmpty) {
        case (true, true): return "no labels"
        case (true, false): return "without label " + without.printable(limit: .max)
        case (false, true): return "labels " + present.printable(limit: .max)
        case (false, false): return ("labels " + present + "; without label " + without).printable(limit: .max)
        }
    }

    private func dependence(_ behaviour: UnspecifiedBehaviour) -> [String] {
        let settled = behaviour.settledBy.map { "; settled by `" + $0.printable(limit: .max) + "`" } ?? ""
        return [field("depends", "on " + behaviour.text.printable(limit: .max) + settled, indent: 4)]
    }
}
