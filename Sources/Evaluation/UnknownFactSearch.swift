import NetworkModel
import PolicyModel

extension Weighing {
    /// Everything unknown that the tiers which may be reached depend on.
    func unknownFacts() -> Set<UnknownFact> {
        var facts: Set<UnknownFact> = []
        for governing in tiers {
            for policy in governing.policies { facts.formUnion(unknownFacts(policy)) }
            if let tie = tie(in: governing) { facts.insert(tie) }
            if !weigh(governing).outcomes.contains(.next) { break }
        }
        return facts
    }

    private func unknownFacts(_ governing: GoverningPolicy) -> Set<UnknownFact> {
        var facts: Set<UnknownFact> = []
        let policy = governing.policy
        if governing.selects == .unknown {
            let own = PredicateMeaning.View(endpoint: subject, ownNamespace: policy.namespace)
            facts.formUnion(meaning.unknownFacts(policy.policy.subject, of: own, at: End(governedBy: direction)))
        }
        for rule in policy.policy.rules(direction) where matches(rule, of: governing) == .unknown {
            if ports.matches(rule.ports) == .unknown { facts.formUnion(ports.unknownFacts(rule.ports ?? [])) }
            for peer in rule.peers ?? [] {
                let end = End(governedBy: direction).opposite
                facts.formUnion(meaning.unknownFacts(peer.predicate, of: peerView(policy), at: end))
            }
        }
        return facts
    }

    private func tie(in governing: GoverningTier) -> UnknownFact? {
        guard governing.tier.precedence == .firstMatch else { return nil }
        for tied in governing.policies.grouped(by: \.policy.policy.order) where tied.count > 1 {
            let certain = tied.compactMap { policy -> (GoverningPolicy, Outcomes)? in
                let first = firstMatch(policy, governing.tier)
                return first.isCertain ? (policy, first.verdict.outcomes) : nil
            }
            if Set(certain.map(\.1)).count > 1 {
                return .tie(tier: governing.tier.name, policies: certain.map(\.0.policy.reference))
            }
        }
        return nil
    }
}

extension PredicateMeaning {
    /// What keeps a predicate unknown; empty where it is not.
    func unknownFacts(_ predicate: EndpointPredicate, of view: View, at end: End) -> Set<UnknownFact> {
        guard holds(predicate, of: view) == .unknown else { return [] }
        if view.endpoint.unknowns.identity, predicate.isOfIdentity { return [.identity(end)] }
        switch predicate {
        case .all(let parts), .any(let parts):
            return parts.reduce(into: []) { $0.formUnion(unknownFacts($1, of: view, at: end)) }
        case .not(let part): return unknownFacts(part, of: view, at: end)
        case .namespaceLabels(let selector): return namespaceFacts(selector, of: view, at: end)
        case .podLabels(let selector): return podFacts(selector, of: view, at: end)
        case .address(let block): return addressFacts(block, of: view, at: end)
        case .pod, .external, .namespaceNamed, .ownNamespace, .workload: return [.hostNetwork(end)]
        }
    }

    private func namespaceFacts(_ selector: LabelSelector, of view: View, at end: End) -> Set<UnknownFact> {
        guard let namespace = view.endpoint.pod?.namespace else { return [] }
        let keys = selector.requirements.map(\.key).filter { Self.namespaceLabel($0, namespace) == nil }
        let facts = Set(keys.map { UnknownFact.namespaceLabel(namespace: namespace.name, key: $0) })
        return facts.isEmpty ? [.hostNetwork(end)] : facts
    }

    private func podFacts(_ selector: LabelSelector, of view: View, at end: End) -> Set<UnknownFact> {
        guard let pod = view.endpoint.pod else { return [] }
        let keys = selector.requirements.map(\.key).filter { Self.podLabel($0, pod, view.endpoint.unknowns) == nil }
        let facts = Set(keys.map { UnknownFact.podLabel(end, key: $0) })
        return facts.isEmpty ? [.hostNetwork(end)] : facts
    }

    private func addressFacts(_ block: AddressBlock, of view: View, at end: End) -> Set<UnknownFact> {
        var facts: Set<UnknownFact> = []
        if inBlock(view, block) == .unknown { facts.insert(.address(end)) }
        if view.endpoint.isNode {
            if behaviour.ipBlockMatchesNodes == nil { facts.insert(.blockMatchesNodes(block)) }
            return facts
        }
        if behaviour.ipBlockMatchesPods == nil { facts.insert(.blockMatchesPods(block)) }
        return facts.isEmpty ? [.hostNetwork(end)] : facts
    }
}

extension PortMeaning {
    func unknownFacts(_ entries: [PortEntry]) -> Set<UnknownFact> {
        entries.reduce(into: []) { facts, entry in
            guard matches(entry) == .unknown, case .named(let name, let transport) = entry.match else { return }
            facts.insert(unknownFact(name, transport))
        }
    }

    private func unknownFact(_ name: String, _ transport: TransportProtocol) -> UnknownFact {
        if destination.unknowns.namedPorts { return .namedPort(name, transport) }
        if destination.isOnHostNetwork { return .hostNetwork(.destination) }
        return .initContainerPort(name, transport)
    }
}

extension UnknownFact {
    /// In an order that does not change from run to run.
    static func ordered(_ facts: Set<UnknownFact>) -> [UnknownFact] {
        facts.map { ($0, $0.sortKey) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private var sortKey: String {
        switch self {
        case .namespaceLabel(let namespace, let key): "0 \(namespace) \(key)"
        case .podLabel(let end, let key): "1 \(end.rawValue) \(key)"
        case .identity(let end): "2a \(end.rawValue)"
        case .address(let end): "2b \(end.rawValue)"
        case .blockMatchesPods(let block): "3 \(block.block) \(block.exceptions)"
        case .blockMatchesNodes(let block): "3n \(block.block) \(block.exceptions)"
        case .addressFamily: "4"
        case .hostNetwork(let end): "5 \(end.rawValue)"
        case .namedPort(let name, let transport): "6 \(name) \(transport.name)"
        case .initContainerPort(let name, let transport): "7 \(name) \(transport.name)"
        case .tie(let tier, let policies): "8 \(tier) \(policies.map(\.identity.description))"
        case .ownNode(let address): "9 \(address)"
        }
    }
}
