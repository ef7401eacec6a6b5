import NetworkModel
import PolicyModel

/// A policy with what is asked of it often. A class for speed only: it is immutable, and shared by all its pods.
final class IndexedPolicy: Sendable {
    let policy: Policy
    let reference: PolicyReference
    private let ingress: [IndexedRule]
    private let egress: [IndexedRule]

    init(_ policy: Policy) {
        self.policy = policy
        ingress = policy.ingress.map(IndexedRule.init)
        egress = policy.egress.map(IndexedRule.init)
        reference = PolicyReference(identity: policy.identity, location: policy.location)
    }

    func speaks(_ direction: Direction) -> Bool {
        policy.isolates.contains(direction) || !policy.rules(direction).isEmpty
    }

    func rules(_ direction: Direction) -> [IndexedRule] { direction == .ingress ? ingress : egress }

    /// The namespace whose pods it governs; nil for a cluster-scoped policy.
    var namespace: String? { policy.identity.namespace }
}

/// A rule; a class for the same reason.
final class IndexedRule: Sendable {
    let rule: Rule

    init(_ rule: Rule) {
        self.rule = rule
    }
}

/// A tier with its policies in order of precedence, found by the namespace of the pod.
final class IndexedTier: Sendable {
    let name: String
    let precedence: Tier.Precedence
    let unmatched: Tier.Unmatched
    let denies: [Direction: Bool]
    private let clusterScoped: [IndexedPolicy]
    /// Each with the cluster-scoped ones among its own.
    private let byNamespace: [String: [IndexedPolicy]]

    init(_ tier: Tier) {
        name = tier.name
        precedence = tier.precedence
        unmatched = tier.unmatched
        var denies: [Direction: Bool] = [:]
        for direction in Direction.allCases {
            denies[direction] = tier.policies.contains { $0.rules(direction).contains { $0.action == .deny } }
        }
        self.denies = denies
        let sorted = tier.policies.map(IndexedPolicy.init).sorted {
            ($0.policy.order, $0.reference) < ($1.policy.order, $1.reference)
        }
        clusterScoped = sorted.filter { $0.namespace == nil }
        byNamespace = Self.grouped(sorted, common: clusterScoped)
    }

    /// Those that may govern a pod of a namespace.
    func policies(of namespace: String) -> [IndexedPolicy] { byNamespace[namespace] ?? clusterScoped }

    private static func grouped(_ sorted: [IndexedPolicy], common: [IndexedPolicy]) -> [String: [IndexedPolicy]] {
        let groups = Dictionary(grouping: sorted.filter { $0.namespace != nil }) { $0.namespace ?? "" }
        guard !common.isEmpty else { return groups }
        return groups.mapValues { own in
            (own + common).sorted { ($0.policy.order, $0.reference) < ($1.policy.order, $1.reference) }
        }
    }
}
