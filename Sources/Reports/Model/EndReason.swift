public import NetworkModel

extension EndExplanation {
    /// The decision's reason in words, the same in every format.
    public func reason(_ direction: Direction) -> String {
        switch basis {
        case .rule: ruleReason
        case .notSelected: "no policy selects this pod for \(direction.rawValue): default allow"
        case .noRuleMatches: "no rule for \(direction.rawValue) matches, and no policy isolates this pod"
        case .isolated: "isolated for \(direction.rawValue), and no rule matches"
        case .samePod: "a pod always reaches itself"
        case .notGoverned(.external): "no policy governs an address outside the cluster"
        case .notGoverned(.node): "no policy governs a node"
        case .notGoverned(.hostNetwork): "no policy governs a pod in the network of its node"
        case .unknownPolicies(let why), .unspecified(let why): why
        }
    }

    private var ruleReason: String {
        switch (decision, peer, port) {
        case (.denied, _, _): "denied by a rule"
        case (.allowed, nil, nil): "allowed by a rule for every peer and every port"
        case (.allowed, nil, .some): "allowed by a rule for every peer on this port"
        case (.allowed, .some, nil): "allowed by a rule for this peer on every port"
        case (.allowed, .some, .some): "allowed by a rule for this peer and port"
        }
    }
}

extension EndExplanation.Basis {
    /// A stable identifier of the basis.
    public var identifier: String {
        switch self {
        case .rule: "rule"
        case .notSelected: "not-selected"
        case .noRuleMatches: "no-rule-matches"
        case .isolated: "isolated"
        case .samePod: "same-pod"
        case .notGoverned(let what): "not-governed-" + (what == .hostNetwork ? "host-network" : what.rawValue)
        case .unknownPolicies: "unknown-policies"
        case .unspecified: "unspecified"
        }
    }
}
