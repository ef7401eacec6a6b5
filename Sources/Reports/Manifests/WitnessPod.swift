import NetworkModel

/// Writes a pod that stands at one end of a counterexample.
struct WitnessPod {
    struct Content {
        var name: String
        var pod: Pod
        /// What it must answer on; nil for a source.
        var listening: (TransportProtocol, UInt16)?
    }

    var content: Content

    init(of content: Content) { self.content = content }

    var yaml: String {
        let pod = content.pod
        var lines = ["apiVersion: v1", "kind: Pod", "metadata:"]
        lines += ["  name: " + content.name, "  namespace: " + CounterexampleYAML.quoted(pod.namespace.name)]
        lines += CounterexampleYAML.mapping("labels", pod.labels, indent: 2)
        lines += ["spec:"]
        if pod.usesHostNetwork { lines.append("  hostNetwork: true") }
        lines += restraint + ["  containers:"]
        for (index, ports) in declarations.enumerated() { lines += container(index, ports) }
        return lines.joinedLines
    }

    /// What a namespace that enforces the restricted Pod Security Standard asks for, and a gate that keeps Services from
    /// sending the pod what is meant for those whose labels it carries.
    private var restraint: [String] {
        var security = ["runAsNonRoot: true", "runAsUser: 65534", "seccompProfile: {type: RuntimeDefault}"]
        if let (_, port) = content.listening, port < 1024, !content.pod.usesHostNetwork {
            security.append(#"sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "0"}]"#)
        }
        return [
            "  automountServiceAccountToken: false",
            "  readinessGates: [{conditionType: netproof.dev/never}]  # so that no Service sends it traffic",
            "  securityContext: {" + security.joined(separator: ", ") + "}",
        ]
    }

    /// A port's name is unique within a container; a name that is declared twice needs another container.
    private var declarations: [[NamedPort]] {
        var containers: [[NamedPort]] = [[]]
        for port in content.pod.namedPorts.sorted() {
            if let free = containers.firstIndex(where: { !$0.contains { $0.name == port.name } }) {
                containers[free].append(port)
            } else {
                containers.append([port])
            }
        }
        return containers
    }

    private func container(_ index: Int, _ named: [NamedPort]) -> [String] {
        var lines = [
            "    - name: " + (index == 0 ? "main" : "main-\(index + 1)"), "      image: " + CounterexampleYAML.image,
            "      args: [" + (index == 0 ? arguments : ["pause"]).joined(separator: ", ") + "]",
            "      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}",
        ]
        let ports = portLines(named, isFirst: index == 0)
        if !ports.isEmpty { lines += ["      ports:"] + ports }
        return lines
    }

    private var arguments: [String] {
        guard let (transport, port) = content.listening else { return ["pause"] }
        switch transport {
        case .tcp: return ["netexec", "--http-port=\(port)"]
        case .udp: return ["netexec", "--udp-port=\(port)"]
        case .sctp: return ["netexec", "--sctp-port=\(port)"]
        }
    }

    private func portLines(_ named: [NamedPort], isFirst: Bool) -> [String] {
        var lines = named.map { port in
            "        - {name: \(CounterexampleYAML.quoted(port.name)), containerPort: \(port.port), "
                + "protocol: \(port.transport.name)}"
        }
        if isFirst, let (transport, port) = content.listening,
            !content.pod.namedPorts.contains(where: { $0.transport == transport && $0.port == port })
        {
            lines.append("        - {containerPort: \(port), protocol: \(transport.name)}")
        }
        return lines
    }
}
