import NetworkModel
import PolicyModel

/// What one end of a connection decides, in one address family: its tiers in order.
struct Weighing {
    let direction: Direction
    /// The end whose policies are weighed.
    let subject: PreparedEndpoint
    let peer: PreparedEndpoint
    let family: IPAddress.Family?
    let ports: PortMeaning
    let meaning: PredicateMeaning
    let nodes: [CIDRBlock]

    var tiers: [GoverningTier] { subject.governing(direction) }

    func decide(explaining: Bool) -> EndDecision {
        if subject.external != nil { return EndDecision(.allowed, .notGoverned(.external)) }
        if subject.isNode { return EndDecision(.allowed, .notGoverned(.node)) }
        if subject.unknowns.identity { return unknown([.identity(End(governedBy: direction))]) }
        let verdict = weighed()
        if let exempt = exemption(verdict.outcomes) { return unknown([exempt]) }
        switch verdict.outcomes {
        case .allow: return EndDecision(.allowed, reason(verdict.allow, explaining: explaining))
        case .deny: return EndDecision(.denied, reason(verdict.deny, explaining: explaining))
        default: return unknown([])
        }
    }

    /// All tiers together: what may come of the connection at this end. `next` never remains.
    private func weighed() -> TierVerdict {
        var whole = TierVerdict()
        for tier in tiers {
            let verdict = weigh(tier)
            whole.add(contentsOf: verdict.restricted(to: [.allow, .deny]))
            if !verdict.outcomes.contains(.next) { return whole }
        }
        whole.add(.allow, .fellThrough)
        return whole
    }

    func weigh(_ tier: GoverningTier) -> TierVerdict {
        switch tier.tier.precedence {
        case .denyOverrides: weighTogether(tier)
        case .firstMatch: weighInOrder(tier)
        }
    }

    /// What no policy can take away, or may not be able to: a reason why a denial is not certain.
    private func exemption(_ outcomes: Outcomes) -> UnknownFact? {
        guard outcomes != .allow else { return nil }
        if subject.isOnHostNetwork { return .hostNetwork(End(governedBy: direction)) }
        if peer.isOnHostNetwork { return .hostNetwork(End(governedBy: direction).opposite) }
        if let address = peer.external, nodes.contains(where: { $0.contains(address) }) { return .ownNode(address) }
        return nil
    }

    private func unknown(_ facts: Set<UnknownFact>) -> EndDecision {
        EndDecision(.unknown, .unknown(because: UnknownFact.ordered(facts.union(unknownFacts()))))
    }

    private func reason(_ cause: Cause?, explaining: Bool) -> Reason {
        switch cause {
        case .rule(let tier, let policy, let index): .rule(reference(tier, policy, index))
        case .isolation(let tier): isolated(tier, explaining: explaining)
        case .fellThrough, nil: fellThrough
        }
    }

    private var fellThrough: Reason {
        if subject.isOnHostNetwork { return .notGoverned(.hostNetwork) }
        return tiers.isEmpty ? .noPolicySelects : .noRuleMatches
    }

    private func isolated(_ tier: GoverningTier, explaining: Bool) -> Reason {
        let isolating = tier.policies.filter { $0.policy.policy.isolates.contains(direction) }
        return .isolated(by: isolating.map(\.policy.reference), nearest: explaining ? nearestMiss(tier) : nil)
    }
}

/// What may come of a connection.
struct Outcomes: OptionSet, Hashable {
    var rawValue: UInt8

    static let allow = Outcomes(rawValue: 1)
    static let deny = Outcomes(rawValue: 2)
    /// The next tier, or the next policy, decides.
    static let next = Outcomes(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ action: Rule.Action) {
        switch action {
        case .allow: self = .allow
        case .deny: self = .deny
        case .pass: self = .next
        }
    }
}

/// What brought an outcome about.
enum Cause {
    case rule(IndexedTier, IndexedPolicy, index: Int)
    case isolation(GoverningTier)
    /// Nothing spoke of the connection.
    case fellThrough
}

/// What may come of a connection in a tier, and by what.
struct TierVerdict {
    private(set) var outcomes: Outcomes = []
    private(set) var allow: Cause?
    private(set) var deny: Cause?

    /// A later cause replaces an earlier one: what is certain comes last, and nothing after it.
    mutating func add(_ outcome: Outcomes, _ cause: Cause) {
        outcomes.formUnion(outcome)
        if outcome == .allow { allow = cause }
        if outcome == .deny { deny = cause }
    }

    mutating func add(contentsOf other: TierVerdict) {
        outcomes.formUnion(other.outcomes)
        allow = other.allow ?? allow
        deny = other.deny ?? deny
    }

    func restricted(to kept: Outcomes) -> TierVerdict {
        var result = self
        result.outcomes.formIntersection(kept)
        return result
    }
}
