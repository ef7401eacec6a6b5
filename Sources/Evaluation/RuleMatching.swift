import NetworkModel
import PolicyModel

extension Weighing {
    /// Whether a rule of a policy that selects the subject, or may, matches the connection.
    func matches(_ rule: Rule, of governing: GoverningPolicy) -> Truth {
        let ports = ports.matches(rule.ports)
        guard ports != .no else { return .no }
        return governing.selects.and(ports).and(peersMatch(rule, governing.policy))
    }

    func peersMatch(_ rule: Rule, _ policy: IndexedPolicy) -> Truth {
        guard let entries = rule.peers else { return .yes }
        let view = peerView(policy)
        var result = Truth.no
        for entry in entries where result != .yes { result = result.or(meaning.holds(entry.predicate, of: view)) }
        return result
    }

    /// The other end, as a policy of this end sees it.
    func peerView(_ policy: IndexedPolicy) -> PredicateMeaning.View {
        PredicateMeaning.View(endpoint: peer, family: family, ownNamespace: policy.namespace, mayBeNode: true)
    }

    /// The rule with the first entries of it that match, for a rule that does.
    func reference(_ tier: IndexedTier, _ policy: IndexedPolicy, _ index: Int) -> RuleReference {
        let rule = policy.policy.rules(direction)[index]
        let view = peerView(policy)
        let peer = rule.peers?.firstIndex { meaning.holds($0.predicate, of: view) == .yes }
        let port = rule.ports?.firstIndex { ports.matches($0) == .yes }
        return reference(tier, policy, index, peer: peer, port: port)
    }

    func reference(
        _ tier: IndexedTier, _ policy: IndexedPolicy, _ index: Int, peer: Int?, port: Int?
    ) -> RuleReference {
        let rule = policy.policy.rules(direction)[index]
        return RuleReference(
            policy: policy.reference, tier: tier.name, direction: direction, action: rule.action, index: index,
            location: rule.location,
            peer: peer.flatMap { at in rule.peers.map { EntryReference(index: at, location: $0[at].location) } },
            port: port.flatMap { at in rule.ports.map { EntryReference(index: at, location: $0[at].location) } })
    }
}
