import Diagnostics
import NetworkModel

extension TextReport {
    /// The connection, then what each end says, then what it hangs on.
    func counterexample(_ example: Counterexample, title: String) -> [String] {
        if let (pod, direction) = example.openPod { return openPod(pod, direction, example, title: title) }
        var lines = ["  " + palette.paint("\(title): ", .bold) + Self.connection(example)]
        lines += end("from", example.from) + end("to", example.to)
        lines += decision("egress", example.egress, .egress) + decision("ingress", example.ingress, .ingress)
        lines += example.dependsOn.map { field("depends", Self.dependence($0), indent: 4) }
        let more = inputWords.flatMap(example.traceCommand)
        return lines + (more.map { [field("more", $0, indent: 4)] } ?? [])
    }

    /// The pod that no policy selects, and a connection that it is open to.
    private func openPod(
        _ pod: WitnessEnd, _ direction: Direction, _ example: Counterexample, title: String
    ) -> [String] {
        var lines = ["  " + palette.paint("\(title): ", .bold) + "no policy selects this pod for \(direction.rawValue)"]
        lines += end("pod", pod)
        let explanation = direction == .ingress ? example.ingress : example.egress
        lines += decision(direction.rawValue, explanation, direction)
        let other = Self.inWords(direction == .ingress ? example.from : example.to)
        let target = "\(example.transport.name) \(example.port)"
        let effect =
            direction == .ingress
            ? "anything may connect to it, such as \(other) on \(target)"
            : "it may connect to anything, such as \(other) on \(target)"
        return lines + [field("so", effect, indent: 4)]
    }

    /// `connects on TCP 3306`.
    static func connection(_ example: Counterexample) -> String {
        "\(example.connects ? "connects" : "cannot connect") on \(example.transport.name) \(example.port)"
    }

    func end(_ label: String, _ end: WitnessEnd) -> [String] {
        var lines = [field(label, Self.inWords(end), indent: 4)]
        guard let pod = end.endpoint.pod else { return lines }
        if !pod.namedPorts.isEmpty {
            let ports = pod.namedPorts.sorted().map {
                "\($0.name.printable(limit: 80))=\($0.transport.name)/\($0.port)"
            }
            lines.append(field("", "declares ports " + ports.joined(separator: ", "), indent: 4))
        }
        if let addresses = pod.addresses, !addresses.isEmpty {
            lines.append(field("", "address " + addresses.map(\.description).joined(separator: ", "), indent: 4))
        }
        if !end.assumedNamespaceLabels.isEmpty {
            let keys = end.assumedNamespaceLabels.sorted().map { $0.printable(limit: .max) }.joined(separator: ", ")
            lines.append(field("", "left open by the input: the namespace's \(keys)", indent: 4))
        }
        return lines
    }

    /// `pod with app=mysql in namespace prod (env=prod)`: what is absent matters as much as what is there.
    static func inWords(_ end: WitnessEnd) -> String {
        switch end.endpoint {
        case .external(let address): "external address \(address)"
        case .node(let addresses): "node with address " + addresses.map(\.description).joined(separator: " and ")
        case .pod(let pod): inWords(pod, end)
        }
    }

    private static func inWords(_ pod: Pod, _ end: WitnessEnd) -> String {
        let who = pod.workload.map { "pod of \($0.kind) \($0.name)" } ?? "pod"
        let present = pod.labels.isEmpty ? [] : ["with " + list(pod.labels)]
        let absent = end.absentLabels.sorted().joined(separator: ", ")
        let without = !absent.isEmpty ? ["without label " + absent] : present.isEmpty ? ["without labels"] : []
        let network = pod.usesHostNetwork ? " on its node's network" : ""
        let labels = (present + without).joined(separator: ", ")
        return "\(who) \(labels)\(network) in namespace \(inWords(pod.namespace, end))".printable(limit: .max)
    }

    private static func inWords(_ namespace: PodNamespace, _ end: WitnessEnd) -> String {
        var labels = namespace.labels ?? [:]
        if labels[namespaceNameLabel] == namespace.name { labels[namespaceNameLabel] = nil }
        var facts = namespace.isListed ? [] : ["yet to be created"]
        if !labels.isEmpty { facts.append(list(labels)) }
        if !end.absentNamespaceLabels.isEmpty {
            facts.append("no label " + end.absentNamespaceLabels.sorted().joined(separator: ", "))
        } else if labels.isEmpty {
            facts.append(namespace.labels == nil ? "labels unknown" : "no labels")
        }
        return "\(namespace.name) (\(facts.joined(separator: "; ")))"
    }

    private static func list(_ labels: [String: String]) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }

    static func dependence(_ behaviour: UnspecifiedBehaviour) -> String {
        let settled = behaviour.settledBy.map { "; settled by " + $0.printable(limit: .max) } ?? ""
        return "on " + behaviour.text.printable(limit: .max) + settled
    }
}
