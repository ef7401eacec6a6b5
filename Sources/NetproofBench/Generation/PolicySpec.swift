/// The specification of a NetworkPolicy, to be written as YAML: as much of one as generated clusters need.
struct PolicySpec {
    var pods: Selector
    var ingress = Traffic.ungoverned
    var egress = Traffic.ungoverned

    /// What becomes of the traffic in one direction.
    enum Traffic {
        /// The policy says nothing of this direction.
        case ungoverned
        case denied
        /// Allowed with one peer entry alone; on all ports where none is named.
        case allowed(Peer, ports: [Port] = [])
    }

    enum Peer {
        case pods(Selector, namespaces: Selector? = nil)
        case namespaces(Selector)
        case block(String, except: String)
    }

    enum Selector {
        case everything
        case labels(KeyValuePairs<String, String>)
        case expressions([Expression])

        static func app(_ name: String) -> Selector { .labels(["app": name]) }
        static func namespace(_ name: String) -> Selector { .labels(["kubernetes.io/metadata.name": name]) }
    }

    struct Expression {
        var key: String
        var operation: String
        var values: [String] = []
    }

    struct Port {
        var transport = "TCP"
        /// A number or a name.
        var port: String
        var end: Int?

        static func tcp(_ port: Int) -> Port { Port(port: "\(port)") }
        static func tcp(_ name: String) -> Port { Port(port: name) }
    }
}

// MARK: Writing

extension PolicySpec {
    /// Indented by two spaces.
    var yaml: String {
        let directions = [("Ingress", "from", ingress), ("Egress", "to", egress)].filter { $0.2.isGoverned }
        var lines = pods.yaml(as: "podSelector") + ["policyTypes:"] + directions.map { "- \($0.0)" }.indented
        for (type, end, traffic) in directions {
            if let rule = traffic.rule(with: end) { lines += ["\(type.lowercased()):"] + rule.asElement.indented }
        }
        return lines.indented.joined(separator: "\n")
    }
}

extension PolicySpec.Traffic {
    fileprivate var isGoverned: Bool { if case .ungoverned = self { false } else { true } }

    /// - Parameter end: What the field of the peers is called.
    fileprivate func rule(with end: String) -> [String]? {
        guard case .allowed(let peer, let ports) = self else { return nil }
        let peers = ["\(end):"] + peer.yaml.asElement.indented
        return ports.isEmpty ? peers : peers + ["ports:"] + ports.flatMap(\.yaml.asElement).indented
    }
}

extension PolicySpec.Peer {
    fileprivate var yaml: [String] {
        switch self {
        case .pods(let pods, let namespaces):
            (namespaces?.yaml(as: "namespaceSelector") ?? []) + pods.yaml(as: "podSelector")
        case .namespaces(let namespaces): namespaces.yaml(as: "namespaceSelector")
        case .block(let block, let except): ["ipBlock:", "  cidr: \(block)", "  except:", "    - \(except)"]
        }
    }
}

extension PolicySpec.Selector {
    fileprivate func yaml(as field: String) -> [String] {
        switch self {
        case .everything: ["\(field): {}"]
        case .labels(let labels):
            ["\(field):", "  matchLabels:"] + labels.map { "\($0.key): \($0.value)" }.indented.indented
        case .expressions(let expressions):
            ["\(field):", "  matchExpressions:"] + expressions.flatMap(\.yaml.asElement).indented.indented
        }
    }
}

extension PolicySpec.Expression {
    fileprivate var yaml: [String] {
        let test = ["key: \(key)", "operator: \(operation)"]
        return values.isEmpty ? test : test + ["values:"] + values.map { "- \($0)" }.indented
    }
}

extension PolicySpec.Port {
    fileprivate var yaml: [String] {
        ["protocol: \(transport)", "port: \(port)"] + (end.map { ["endPort: \($0)"] } ?? [])
    }
}

extension [String] {
    fileprivate var indented: [String] { map { "  " + $0 } }
    /// The lines as an element of a list.
    fileprivate var asElement: [String] { enumerated().map { ($0 == 0 ? "- " : "  ") + $1 } }
}
