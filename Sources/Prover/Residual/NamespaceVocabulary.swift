import NetworkModel
import PolicyModel

/// The values of namespace labels that anything tells apart: all others are alike.
struct NamespaceVocabulary {
    private var values: [String: Set<String>] = [:]

    /// Sorted.
    var keys: [String] { values.keys.sorted() }

    init(_ world: World, _ claims: [Claim]) {
        for policy in world.policies.all {
            add(policy.subject)
            for peer in (policy.ingress + policy.egress).flatMap({ $0.peers ?? [] }) { add(peer.predicate) }
        }
        for claim in claims { add(claim, world.cluster) }
        let rules = world.universe.namespaces
        for rule in rules.labels { values[rule.key, default: []].formUnion(rule.values ?? []) }
        for implication in rules.implications {
            add(implication.condition)
            add(implication.consequence)
        }
        if let untrusted = rules.untrusted { add(untrusted) }
        values[namespaceNameLabel] = nil
    }

    /// The states of a key that are told apart: absent, each value, all other values.
    func states(of key: String) -> [LabelSet] {
        let known = (values[key] ?? []).sorted()
        return [.absent] + known.map { LabelSet.oneOf([$0]) } + [
            LabelSet.present.intersection(LabelSet.oneOf(known).complement)
        ]
    }

    /// The state of these that a value is in.
    func state(of key: String, _ value: String?) -> LabelSet {
        // The states of a key are all there are.
        states(of: key).first { $0.contains(value) }!
    }

    private mutating func add(_ claim: Claim, _ cluster: Cluster) {
        switch claim {
        case .isolated(let claim): add(claim.pods)
        case .labelled(let claim): add(claim.namespaces)
        // Not asked about: see `residual`.
        case .derived: break
        case .connections(let claim):
            add(claim.from)
            add(claim.to)
            for case .namespaceLabel(let key, _) in claim.pair {
                values[key, default: []].formUnion(cluster.namespaces.compactMap { $0.labels[key] })
            }
        }
    }

    private mutating func add(_ predicate: EndpointPredicate) {
        switch predicate {
        case .namespaceLabels(let selector): add(selector)
        case .all(let parts), .any(let parts): for part in parts { add(part) }
        case .not(let part): add(part)
        case .pod, .external, .namespaceNamed, .ownNamespace, .podLabels, .address, .workload: break
        }
    }

    private mutating func add(_ selector: LabelSelector) {
        for requirement in selector.requirements {
            values[requirement.key, default: []].formUnion(requirement.values)
        }
    }
}
