import NetworkModel
import PolicyModel

extension EndpointPredicate {
    /// What the predicate describes, as a noun phrase.
    ///
    /// - Parameter source: Whether it stands where connections come from; it changes how addresses are spoken of.
    func inWords(source: Bool) -> String {
        switch self {
        case .pod: return "any pod"
        case .external: return source ? "any address outside the cluster" : "addresses outside the cluster"
        case .all(let parts): return Self.conjunction(parts, source: source)
        case .any(let parts):
            return parts.isEmpty ? "nothing at all" : parts.map { $0.inWords(source: source) }.joined(separator: " or ")
        case .not(let inner): return "anything but (\(inner.inWords(source: source)))"
        case .address(let block): return "addresses in \(block.inWords)"
        case .workload(let identity): return "the pods of \(identity.kind) \(identity.namespace)/\(identity.name)"
        case .namespaceNamed, .ownNamespace, .namespaceLabels, .podLabels:
            return Self.conjunction([self], source: source)
        }
    }

    /// Labels and namespaces of one pod read as one phrase: `pods with app=web in namespaces with env=prod`.
    private static func conjunction(_ parts: [EndpointPredicate], source: Bool) -> String {
        guard !parts.isEmpty else { return "anything" }
        var (pod, namespace, rest): ([String], [String], [String]) = ([], [], [])
        for part in parts {
            switch part {
            case .pod: continue
            case .podLabels(let selector): pod += selector.requirements.map(\.inWords)
            case .namespaceLabels(let selector): namespace += selector.requirements.map { "with " + $0.inWords }
            case .namespaceNamed(let names): namespace.append(names.joined(separator: " or "))
            case .ownNamespace: namespace.append("that the policy is in")
            case .not(let inner): rest.append("not (\(inner.inWords(source: source)))")
            default: rest.append(part.inWords(source: source))
            }
        }
        let selectsPods = parts.contains { if case .podLabels = $0 { true } else { false } }
        let speaksOfPods = rest.isEmpty || selectsPods || !namespace.isEmpty
        var words = speaksOfPods ? [pod.isEmpty ? "pods" : "pods with " + pod.joined(separator: " and ")] : []
        if !namespace.isEmpty {
            // A single name speaks of one namespace, everything else of any number.
            let isOne = namespace.count == 1 && !namespace[0].contains(" ")
            words.append((isOne ? "in namespace " : "in namespaces ") + namespace.joined(separator: " and "))
        }
        let phrase = words.joined(separator: " ")
        return ([phrase].filter { !$0.isEmpty } + rest).joined(separator: " that are ")
    }
}

extension LabelRequirement {
    /// As a person would write it: `env=prod`, `env in (a, b)`, `env not in (a, b)`, `env`, `no env`.
    var inWords: String {
        let list = "(" + values.joined(separator: ", ") + ")"
        switch self.operator {
        case .isIn: return values.count == 1 ? "\(key)=\(values[0])" : "\(key) in \(list)"
        case .notIn: return "\(key) not in \(list)"
        case .exists: return "any \(key)"
        case .doesNotExist: return "no \(key)"
        }
    }
}

extension AddressBlock {
    var inWords: String {
        let except = exceptions.map(\.description).joined(separator: ", ")
        return block.description + (exceptions.isEmpty ? "" : " except \(except)")
    }
}
