import NetworkModel
import PolicyModel

/// The concrete reading of an `EndpointPredicate`.
struct PredicateMeaning: Sendable {
    var behaviour: Behaviour
    var podAddresses: PodAddresses

    /// An endpoint as it is seen in one place.
    struct View {
        var endpoint: PreparedEndpoint
        /// The address family of the connection, where known.
        var family: IPAddress.Family?
        /// The namespace of the policy that looks.
        var ownNamespace: String?
        /// Whether a pod on its node's network may be taken for the node: so for peers (networkpolicy.md §7).
        var mayBeNode = false
    }

    func holds(_ predicate: EndpointPredicate, of view: View) -> Truth {
        switch predicate {
        case .all(let parts):
            var result = Truth.yes
            for part in parts where result != .no { result = result.and(holds(part, of: view)) }
            return result
        case .any(let parts):
            var result = Truth.no
            for part in parts where result != .yes { result = result.or(holds(part, of: view)) }
            return result
        case .not(let part): return holds(part, of: view).negated
        default: return leaf(predicate, of: view)
        }
    }

    private func leaf(_ predicate: EndpointPredicate, of view: View) -> Truth {
        if view.endpoint.isNode { return node(predicate, view) }
        guard let pod = view.endpoint.pod else { return external(predicate, view.endpoint) }
        if view.endpoint.unknowns.identity, predicate.isOfIdentity { return .unknown }
        guard view.mayBeNode, pod.usesHostNetwork else { return self.pod(predicate, pod, view) }
        if case .external = predicate { return .unknown }
        return self.pod(predicate, pod, view) == .no ? .no : .unknown
    }

    private func external(_ predicate: EndpointPredicate, _ endpoint: PreparedEndpoint) -> Truth {
        switch predicate {
        case .external: .yes
        case .address(let block): Truth(endpoint.external.map(block.contains) ?? false)
        default: .no
        }
    }

    /// Nothing but its address can match.
    private func node(_ predicate: EndpointPredicate, _ view: View) -> Truth {
        guard case .address(let block) = predicate else { return .no }
        return inBlock(view, block).and(Truth(behaviour.ipBlockMatchesNodes))
    }

    private func pod(_ predicate: EndpointPredicate, _ pod: Pod, _ view: View) -> Truth {
        switch predicate {
        case .pod: .yes
        case .namespaceNamed(let names): Truth(names.contains(pod.namespace.name))
        case .ownNamespace: Truth(pod.namespace.name == view.ownNamespace)
        case .namespaceLabels(let selector): selector.matches { Self.namespaceLabel($0, pod.namespace) }
        case .podLabels(let selector): selector.matches { Self.podLabel($0, pod, view.endpoint.unknowns) }
        case .address(let block): address(of: view, isIn: block)
        case .workload(let identity): Truth(pod.workload == identity)
        case .external, .all, .any, .not: .no
        }
    }

    /// Outer nil: not known; inner nil: absent.
    static func namespaceLabel(_ key: String, _ namespace: PodNamespace) -> String?? {
        if key == namespaceNameLabel { return .some(namespace.name) }
        return namespace.labels.map { $0[key] }
    }

    /// Outer nil: not known; inner nil: absent.
    static func podLabel(_ key: String, _ pod: Pod, _ unknowns: PodUnknowns) -> String?? {
        if let value = pod.labels[key] { return .some(value) }
        return unknowns.labelKeys.contains(key) ? nil : .some(nil)
    }

    private func address(of view: View, isIn block: AddressBlock) -> Truth {
        inBlock(view, block).and(Truth(behaviour.ipBlockMatchesPods))
    }

    /// Whether the address is in the block, whatever that means for pods.
    func inBlock(_ view: View, _ block: AddressBlock) -> Truth {
        let known = (view.endpoint.addresses ?? []).filter { view.family == nil || $0.family == view.family }
        guard known.isEmpty else { return .agreement(known.map { Truth(block.contains($0)) }) }
        guard !view.endpoint.isOnHostNetwork, !view.endpoint.isNode else { return .unknown }
        return podAddresses.lie(in: block, family: view.family)
    }
}

extension EndpointPredicate {
    /// Whether it asks which pod it is, more than that it is a pod.
    var isOfIdentity: Bool {
        switch self {
        case .namespaceNamed, .ownNamespace, .workload: true
        case .namespaceLabels(let selector), .podLabels(let selector): !selector.requirements.isEmpty
        case .pod, .external, .address, .all, .any, .not: false
        }
    }
}
