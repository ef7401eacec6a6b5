public import Diagnostics

/// What the policies say at one end of a connection, and which line says it.
public struct EndExplanation: Hashable, Sendable, Codable {
    public enum Decision: String, Hashable, Sendable, Codable {
        case allowed, denied
    }

    /// Why it is so.
    public enum Basis: Hashable, Sendable, Codable {
        /// A rule allows or denies it; `policy` and `rule` say which.
        case rule
        /// No policy selects the pod in this direction: default allow.
        case notSelected
        /// Policies select the pod, no rule of theirs matches, and none isolates it.
        case noRuleMatches
        /// Policies isolate the pod and no rule allows the connection; `isolatedBy` says which.
        case isolated
        /// A pod reaches itself whatever isolates it.
        case samePod
        /// No policy governs this end.
        case notGoverned(NotGoverned)
        /// The pod's own policies are not given: those of a namespace yet to be created or not trusted. In words.
        case unknownPolicies(String)
        /// Kubernetes, or the input, leaves it open, and the counterexample takes it so. In words.
        case unspecified(String)
    }

    /// Ends that policies have no say about.
    public enum NotGoverned: String, Hashable, Sendable, Codable {
        case external, node, hostNetwork
    }

    public var decision: Decision
    public var basis: Basis
    /// The deciding policy.
    public var policy: ReportedPolicy?
    public var rule: ReportedEntry?
    /// The peer entry that matched; nil where the rule matches every peer.
    public var peer: ReportedEntry?
    /// The port entry that matched; nil where the rule matches every port.
    public var port: ReportedEntry?
    /// For a denial: every policy that isolates the pod; sorted.
    public var isolatedBy: [ReportedPolicy]
    /// For a denial: the rule that came nearest to a match.
    public var nearestMiss: NearestRule?

    public init(
        _ decision: Decision, _ basis: Basis, policy: ReportedPolicy? = nil, rule: ReportedEntry? = nil,
        peer: ReportedEntry? = nil,
        port: ReportedEntry? = nil, isolatedBy: [ReportedPolicy] = [], nearestMiss: NearestRule? = nil
    ) {
        self.decision = decision
        self.basis = basis
        self.policy = policy
        self.rule = rule
        self.peer = peer
        self.port = port
        self.isolatedBy = isolatedBy
        self.nearestMiss = nearestMiss
    }

    /// The most exact place that explains the decision: the rule, or else the policy.
    public var location: SourceLocation? { rule?.location ?? policy?.location }
}

/// A part of a policy object, by field path and place.
public struct ReportedEntry: Hashable, Sendable, Codable {
    /// As the object's author would write it, counted from zero: `ingress[0]`, `ingress[0].from[1]`.
    public var path: String
    public var location: SourceLocation

    public init(path: String, location: SourceLocation) {
        self.path = path
        self.location = location
    }
}

/// The rule that would have matched but for one part of it.
public struct NearestRule: Hashable, Sendable, Codable {
    public var policy: ReportedPolicy
    public var rule: ReportedEntry
    /// What of the rule does not match, in words: `the namespace lacks the label env`.
    public var why: String

    public init(policy: ReportedPolicy, rule: ReportedEntry, why: String) {
        self.policy = policy
        self.rule = rule
        self.why = why
    }
}
