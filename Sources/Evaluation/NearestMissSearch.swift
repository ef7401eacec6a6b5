import NetworkModel
import PolicyModel

extension Weighing {
    /// Of all allow rules of the tier the one with the fewest conditions unmet; the first of several.
    func nearestMiss(_ governing: GoverningTier) -> NearestMiss? {
        var best: NearestMiss?
        for policy in governing.policies {
            for (index, rule) in policy.policy.policy.rules(direction).enumerated() where rule.action == .allow {
                let miss = miss(rule, index, policy.policy, governing.tier)
                if miss.mismatches.isEmpty { continue }
                if best.map({ miss.weight < $0.weight }) ?? true { best = miss }
            }
        }
        return best
    }

    private func miss(_ rule: Rule, _ index: Int, _ policy: IndexedPolicy, _ tier: IndexedTier) -> NearestMiss {
        let view = peerView(policy)
        let peer = nearest(rule.peers) { meaning.mismatches($0.predicate, of: view) }
        let port = nearest(rule.ports) { ports.mismatch($0).map { [$0] } ?? [] }
        return NearestMiss(
            rule: reference(tier, policy, index, peer: peer?.index, port: port?.index),
            mismatches: (peer?.mismatches ?? []) + (port?.mismatches ?? []))
    }

    /// The entry with the fewest conditions unmet. Nil where the rule names no entries.
    private func nearest<Entry>(
        _ entries: [Entry]?, _ mismatches: (Entry) -> [Mismatch]
    ) -> (index: Int, mismatches: [Mismatch])? {
        guard let entries else { return nil }
        let misses = entries.enumerated().map { (index: $0.offset, mismatches: mismatches($0.element)) }
        return misses.min { ($0.mismatches.weight, $0.index) < ($1.mismatches.weight, $1.index) }
    }
}

extension NearestMiss {
    fileprivate var weight: Int { mismatches.weight }
}

extension [Mismatch] {
    /// How far from a match: a wrong value is nearer than a wrong sort of endpoint.
    fileprivate var weight: Int { reduce(0) { $0 + $1.weight } }
}

extension Mismatch {
    fileprivate var weight: Int {
        switch self {
        case .podLabel(_, let found), .namespaceLabel(_, _, let found): found == nil ? 3 : 2
        case .port, .namedPort, .transport, .undeclaredPort: 2
        case .namespace, .workload, .address, .blockSkipsPods, .excluded: 3
        case .notAPod, .notExternal: 6
        }
    }
}

extension PredicateMeaning {
    /// The conditions of a predicate that an endpoint does not meet; of alternatives the nearest. Empty where it holds.
    func mismatches(_ predicate: EndpointPredicate, of view: View) -> [Mismatch] {
        guard holds(predicate, of: view) == .no else { return [] }
        switch predicate {
        case .all(let parts):
            let all = parts.flatMap { mismatches($0, of: view) }
            return all.reduce(into: []) { unique, next in if !unique.contains(next) { unique.append(next) } }
        case .any(let parts):
            return parts.map { mismatches($0, of: view) }.min { $0.weight < $1.weight } ?? [.excluded]
        case .not: return [.excluded]
        default: return leafMismatches(predicate, of: view)
        }
    }

    private func leafMismatches(_ predicate: EndpointPredicate, of view: View) -> [Mismatch] {
        if case .address(let block) = predicate { return [addressMismatch(block, of: view)] }
        guard let pod = view.endpoint.pod else { return view.endpoint.addresses?.first.map { [.notAPod($0)] } ?? [] }
        switch predicate {
        case .external: return [.notExternal]
        case .namespaceNamed(let names): return [.namespace(wanted: names, found: pod.namespace.name)]
        case .ownNamespace:
            return [.namespace(wanted: [view.ownNamespace].compactMap(\.self), found: pod.namespace.name)]
        case .namespaceLabels(let selector): return namespaceMismatches(selector, pod.namespace)
        case .podLabels(let selector): return podMismatches(selector, pod, view.endpoint.unknowns)
        case .workload(let identity): return [.workload(identity)]
        case .pod, .address, .all, .any, .not: return []
        }
    }

    private func namespaceMismatches(_ selector: LabelSelector, _ namespace: PodNamespace) -> [Mismatch] {
        selector.requirements.compactMap { requirement in
            guard let found = Self.namespaceLabel(requirement.key, namespace), !requirement.isMet(by: found)
            else { return nil }
            return .namespaceLabel(requirement, namespace: namespace.name, found: found)
        }
    }

    private func podMismatches(_ selector: LabelSelector, _ pod: Pod, _ unknowns: PodUnknowns) -> [Mismatch] {
        selector.requirements.compactMap { requirement in
            guard let found = Self.podLabel(requirement.key, pod, unknowns), !requirement.isMet(by: found)
            else { return nil }
            return .podLabel(requirement, found: found)
        }
    }

    private func addressMismatch(_ block: AddressBlock, of view: View) -> Mismatch {
        guard inBlock(view, block) == .no else { return .blockSkipsPods(block) }
        let addresses = view.endpoint.addresses ?? []
        return .address(addresses.first { view.family == nil || $0.family == view.family } ?? addresses.first, block)
    }
}

extension PortMeaning {
    /// Why an entry does not match; nil where it does, or may.
    func mismatch(_ entry: PortEntry) -> Mismatch? {
        guard matches(entry) == .no else { return nil }
        switch entry.match {
        case .ports(let set):
            let wanted = TransportProtocol.allCases.filter { !set[$0].isEmpty }
            return wanted.contains(transport) ? .port(wanted: set[transport].ranges) : .transport(wanted: wanted)
        case .named(let name, let transport): return namedMismatch(name, transport)
        }
    }

    private func namedMismatch(_ name: String, _ wanted: TransportProtocol) -> Mismatch {
        let declared = (destination.pod?.namedPorts ?? []).filter { $0.name == name && $0.transport == wanted }
        if declared.isEmpty { return .undeclaredPort(name, wanted) }
        if wanted != transport { return .transport(wanted: [wanted]) }
        return .namedPort(name, wanted, declared: declared.map(\.port).sorted())
    }
}
