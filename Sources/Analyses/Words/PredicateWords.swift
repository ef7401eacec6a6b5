import NetworkModel
import PolicyModel

/// Predicates, ports and claims in words, for people.
enum PredicateWords {
    /// `pods of namespaces with env=test, app=web`, and the like.
    static func endpoint(_ predicate: EndpointPredicate) -> String {
        switch predicate {
        case .any(let parts) where parts.count > 1: parts.map(endpoint).joined(separator: ", or ")
        case .any(let parts) where parts.count == 1: endpoint(parts[0])
        case .any: "nothing"
        case .not(let inner): "everything but \(endpoint(inner))"
        case .external: "addresses outside the cluster"
        case .all(let parts) where parts.isEmpty: "everything"
        default: conjunction(of: predicate)
        }
    }

    private static func conjunction(of predicate: EndpointPredicate) -> String {
        let parts = flattened(predicate)
        if parts.contains(.external) { return external(parts) }
        var namespaces: [String] = []
        var pods: [String] = []
        var rest: [String] = []
        for part in parts {
            switch part {
            case .namespaceNamed(let names): namespaces.append(names.joined(separator: ", "))
            case .namespaceLabels(let selector): namespaces += selector.requirements.map(requirement)
            case .podLabels(let selector): pods += selector.requirements.map(requirement)
            case .workload(let identity): rest.append("of \(identity.kind) \(identity.namespace)/\(identity.name)")
            case .not(let inner): rest.append("other than \(endpoint(inner))")
            case .address(let block): rest.append("with an address in \(self.block(block))")
            case .ownNamespace: namespaces.append("the same namespace")
            case .pod: break
            default: rest.append("that are \(endpoint(part))")
            }
        }
        var text = pods.isEmpty ? "pods" : "pods with \(pods.joined(separator: " and "))"
        if !namespaces.isEmpty { text += inNamespaces(namespaces, parts) }
        return ([text] + rest).joined(separator: " ")
    }

    private static func inNamespaces(_ namespaces: [String], _ parts: [EndpointPredicate]) -> String {
        let isByName = parts.contains { if case .namespaceNamed = $0 { true } else { false } }
        let joined = namespaces.joined(separator: " and ")
        return isByName ? " in \(joined)" : " in namespaces with \(joined)"
    }

    private static func external(_ parts: [EndpointPredicate]) -> String {
        let blocks = parts.compactMap { if case .address(let block) = $0 { self.block(block) } else { nil } }
        return blocks.isEmpty
            ? "addresses outside the cluster" : "addresses outside the cluster in \(blocks.joined(separator: " and "))"
    }

    private static func flattened(_ predicate: EndpointPredicate) -> [EndpointPredicate] {
        if case .all(let parts) = predicate { parts.flatMap(flattened) } else { [predicate] }
    }

    static func block(_ block: AddressBlock) -> String {
        guard !block.exceptions.isEmpty else { return block.block.description }
        return "\(block.block) except \(block.exceptions.map(\.description).joined(separator: ", "))"
    }

    /// `env=prod`, `env in (prod, test)`, `env absent or not in (prod)`, `env present`, `env absent`.
    static func requirement(_ requirement: LabelRequirement) -> String {
        let values = requirement.values.map { $0.isEmpty ? "\"\"" : $0 }
        switch requirement.operator {
        case .isIn where values.count == 1: return "\(requirement.key)=\(values[0])"
        case .isIn: return "\(requirement.key) in (\(values.joined(separator: ", ")))"
        case .notIn: return "\(requirement.key) absent or not in (\(values.joined(separator: ", ")))"
        case .exists: return "\(requirement.key) present"
        case .doesNotExist: return "\(requirement.key) absent"
        }
    }

    /// `TCP 3306, UDP 53` or `any port`.
    static func ports(_ entries: [PortEntry]?) -> String {
        guard let entries else { return "any port" }
        return entries.map(port).joined(separator: ", ")
    }

    private static func port(_ entry: PortEntry) -> String {
        switch entry.match {
        case .named(let name, let transport): return "\(transport.name) \(name)"
        case .ports(let set):
            let parts = TransportProtocol.allCases.filter { !set[$0].isEmpty }.map { transport in
                let ranges = set[transport].ranges.map(range).joined(separator: ", ")
                return ranges.isEmpty ? transport.name : "\(transport.name) \(ranges)"
            }
            return parts.joined(separator: ", ")
        }
    }

    /// `80`, `8000-8080`, or nothing for all.
    static func range(_ range: ClosedRange<UInt16>) -> String {
        if range == PortSet.validPorts { return "any port" }
        return range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
}

extension Claim {
    /// The claim in one sentence.
    var words: String {
        let from = PredicateWords.endpoint(from)
        let to = PredicateWords.endpoint(to)
        let ports = PredicateWords.ports(ports)
        let sentence =
            switch quantity {
            case .never: "\(from) never reach \(to) on \(ports)"
            case .always: "\(from) always reach \(to) on \(ports)"
            case .only: "\(to) are reached on \(ports) from nothing but \(from)"
            }
        guard !pair.isEmpty else { return sentence }
        return sentence + ", where the two ends have " + pair.map(\.words).joined(separator: " and ")
    }
}

extension Claim.Relation {
    /// With the expansion of `different`, which users forget includes absent labels (abstraction.md §9).
    var words: String {
        switch self {
        case .namespace(isSame: true): "the same namespace"
        case .namespace(isSame: false): "different namespaces"
        case .namespaceLabel(let key, isSame: true): "the same namespace label \(key), present at both"
        case .namespaceLabel(let key, isSame: false): "different namespace labels \(key), or one of them none"
        case .podLabel(let key, isSame: true): "the same pod label \(key), present at both"
        case .podLabel(let key, isSame: false): "different pod labels \(key), or one of them none"
        }
    }
}
