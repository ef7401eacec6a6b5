import NetworkModel
public import PolicyModel

extension Policy {
    /// The manifest of a NetworkPolicy that is lowered to this policy, in block style, with a line feed at its end; nil
    /// where it says what no NetworkPolicy can.
    public var networkPolicyManifest: String? {
        guard let namespace = identity.namespace, let selector = YAMLBlock(podSelector: subject),
            let spec = spec(selector)
        else { return nil }
        let manifest = YAMLBlock.mapping([
            ("apiVersion", .text("networking.k8s.io/v1")), ("kind", .text("NetworkPolicy")),
            ("metadata", .mapping([("name", .text(identity.name)), ("namespace", .text(namespace))])),
            ("spec", spec),
        ])
        return manifest.lines.map { $0 + "\n" }.joined()
    }

    private func spec(_ selector: YAMLBlock) -> YAMLBlock? {
        let types = Direction.allCases.filter(isolates.contains)
        guard !types.isEmpty, order == 0, Direction.allCases.allSatisfy({ types.contains($0) || rules($0).isEmpty })
        else { return nil }
        var members = [
            ("podSelector", selector),
            ("policyTypes", YAMLBlock.sequence(types.map { .text($0 == .ingress ? "Ingress" : "Egress") })),
        ]
        for direction in types where !rules(direction).isEmpty {
            var written: [YAMLBlock] = []
            for rule in rules(direction) {
                guard let block = YAMLBlock(rule, direction) else { return nil }
                written.append(block)
            }
            members.append((direction.rawValue, .sequence(written)))
        }
        return .mapping(members)
    }
}

extension YAMLBlock {
    fileprivate init?(podSelector subject: EndpointPredicate) {
        guard case .podLabels(let selector) = subject else { return nil }
        self.init(selector)
    }

    /// Each key once in `matchLabels`; all else stands in `matchExpressions`.
    fileprivate init(_ selector: LabelSelector) {
        var labels: [(String, YAMLBlock)] = []
        var expressions: [YAMLBlock] = []
        for requirement in selector.requirements {
            let isPlain = requirement.operator == .isIn && requirement.values.count == 1
            if isPlain, !labels.contains(where: { $0.0 == requirement.key }) {
                labels.append((requirement.key, .text(requirement.values[0])))
                continue
            }
            var members: [(String, YAMLBlock)] = [
                ("key", .text(requirement.key)), ("operator", .text(requirement.operator.rawValue)),
            ]
            if !requirement.values.isEmpty { members.append(("values", .sequence(requirement.values.map(Self.text)))) }
            expressions.append(.mapping(members))
        }
        self = .mapping(
            (labels.isEmpty ? [] : [("matchLabels", .mapping(labels))])
                + (expressions.isEmpty ? [] : [("matchExpressions", .sequence(expressions))]))
    }

    fileprivate init?(_ rule: Rule, _ direction: Direction) {
        guard rule.action == .allow else { return nil }
        var members: [(String, YAMLBlock)] = []
        if let peers = rule.peers {
            var written: [YAMLBlock] = []
            for peer in peers {
                guard let block = Self(peer: peer.predicate) else { return nil }
                written.append(block)
            }
            guard !written.isEmpty else { return nil }
            members.append((direction == .ingress ? "from" : "to", .sequence(written)))
        }
        if let ports = rule.ports {
            let written = ports.flatMap(Self.ports)
            guard !written.isEmpty else { return nil }
            members.append(("ports", .sequence(written)))
        }
        self = .mapping(members)
    }

    private init?(peer: EndpointPredicate) {
        switch peer {
        case .namespaceLabels(let namespaces): self = .mapping([("namespaceSelector", Self(namespaces))])
        case .address(let block): self = .mapping([("ipBlock", Self(block))])
        case .all(let parts) where parts.count == 2:
            guard case .podLabels(let pods) = parts[1] else { return nil }
            switch parts[0] {
            case .ownNamespace: self = .mapping([("podSelector", Self(pods))])
            case .namespaceLabels(let namespaces):
                self = .mapping([("namespaceSelector", Self(namespaces)), ("podSelector", Self(pods))])
            default: return nil
            }
        default: return nil
        }
    }

    private init(_ block: AddressBlock) {
        let exceptions = block.exceptions.map { Self.text($0.description) }
        self = .mapping(
            [("cidr", .text(block.block.description))]
                + (exceptions.isEmpty ? [] : [("except", .sequence(exceptions))]))
    }

    private static func ports(_ entry: PortEntry) -> [YAMLBlock] {
        switch entry.match {
        case .named(let name, let transport):
            return [.mapping([("protocol", .text(transport.name)), ("port", .text(name))])]
        case .ports(let set):
            return TransportProtocol.allCases.flatMap { transport in
                set[transport].ranges.map { range in
                    var members: [(String, YAMLBlock)] = [("protocol", .text(transport.name))]
                    if range != PortSet.validPorts {
                        members.append(("port", .number(range.lowerBound)))
                        if range.count > 1 { members.append(("endPort", .number(range.upperBound))) }
                    }
                    return .mapping(members)
                }
            }
        }
    }
}
