import NetworkModel
import PolicyModel
import Reports

extension EndpointPredicate {
    /// The predicate on one line, as `PredicateReading` reads it: JSON, which is YAML as well. Parts whose order means
    /// nothing are sorted, so that what means the same is likely to be the same text.
    var baselineText: String {
        switch plain {
        case .pod: "{\"pod\": true}"
        case .external: "{\"external\": true}"
        case .namespaceNamed(let names): "{\"namespaces\": \(Self.list(names.sorted()))}"
        case .namespaceLabels(let selector): "{\"namespaceSelector\": \(selector.baselineText)}"
        case .podLabels(let selector): "{\"podSelector\": \(selector.baselineText)}"
        case .address(let block): "{\"ipBlock\": \(block.baselineText)}"
        case .workload(let workload):
            "{\"workload\": {\"kind\": \(JSONValue.literal(workload.kind)), "
                + "\"namespace\": \(JSONValue.literal(workload.namespace)), \"name\": \(JSONValue.literal(workload.name))}}"
        case .all(let parts): "{\"all\": \(Self.sorted(parts))}"
        case .any(let parts): "{\"any\": \(Self.sorted(parts))}"
        case .not(let inner): "{\"not\": \(inner.baselineText)}"
        // Whoever takes a predicate out of a policy says which namespace is meant.
        case .ownNamespace: "{\"namespaces\": []}"
        }
    }

    private static func sorted(_ parts: [EndpointPredicate]) -> String {
        "[" + parts.map(\.baselineText).sorted().joined(separator: ", ") + "]"
    }

    fileprivate static func list(_ texts: [String]) -> String {
        "[" + texts.map(JSONValue.literal).joined(separator: ", ") + "]"
    }
}

extension LabelSelector {
    fileprivate var baselineText: String {
        guard !requirements.isEmpty else { return "{}" }
        let expressions = requirements.map { requirement in
            "{\"key\": \(JSONValue.literal(requirement.key)), \"operator\": \"\(requirement.operator.rawValue)\""
                + (requirement.values.isEmpty ? "" : ", \"values\": \(EndpointPredicate.list(requirement.values))")
                + "}"
        }
        return "{\"matchExpressions\": [" + expressions.sorted().joined(separator: ", ") + "]}"
    }
}

extension AddressBlock {
    fileprivate var baselineText: String {
        let except = exceptions.map(\.description).sorted()
        return "{\"cidr\": \"\(block)\"" + (except.isEmpty ? "" : ", \"except\": \(EndpointPredicate.list(except))")
            + "}"
    }
}

extension [PortEntry] {
    /// The entries on one line, each range by itself, sorted.
    var baselineText: String {
        let entries = flatMap { entry -> [String] in
            switch entry.match {
            case .named(let name, let transport): [Self.text(transport, JSONValue.literal(name))]
            case .ports(let set):
                TransportProtocol.allCases.flatMap { transport in
                    set[transport].ranges.map { Self.text(transport, $0) }
                }
            }
        }
        return "[" + [String](Set(entries)).sorted().joined(separator: ", ") + "]"
    }

    private static func text(_ transport: TransportProtocol, _ range: ClosedRange<UInt16>) -> String {
        if range == PortSet.validPorts { return "{\"protocol\": \"\(transport.name)\"}" }
        let end = range.count > 1 ? ", \"endPort\": \(range.upperBound)" : ""
        return "{\"protocol\": \"\(transport.name)\", \"port\": \(range.lowerBound)\(end)}"
    }

    private static func text(_ transport: TransportProtocol, _ port: String) -> String {
        "{\"protocol\": \"\(transport.name)\", \"port\": \(port)}"
    }
}
