public import Diagnostics
public import NetworkModel
public import PolicyModel

/// What becomes of a connection.
public enum Decision: String, Hashable, Sendable, CaseIterable {
    case allowed, denied
    /// Allowed or denied, depending on what is not known.
    case unknown

    /// Both ends must allow.
    func and(_ other: Decision) -> Decision {
        if self == .denied || other == .denied { return .denied }
        return self == .allowed ? other : self
    }
}

/// The two ends of a connection.
public enum End: String, Hashable, Sendable, CaseIterable {
    case source, destination

    public var opposite: End { self == .source ? .destination : .source }

    /// The end whose policies speak in a direction.
    public init(governedBy direction: Direction) { self = direction == .egress ? .source : .destination }
}

/// What policies say of one connection.
public struct ConnectionDecision: Hashable, Sendable {
    /// What the policies of the source say.
    public var egress: EndDecision
    /// What the policies of the destination say.
    public var ingress: EndDecision
    /// Both together. It may be unknown though both ends are not, never the reverse.
    public var overall: Decision

    public init(egress: EndDecision, ingress: EndDecision) {
        self.egress = egress
        self.ingress = ingress
        overall = egress.decision.and(ingress.decision)
    }

    public subscript(direction: Direction) -> EndDecision { direction == .egress ? egress : ingress }
}

/// What the policies of one end say, and which of them.
public struct EndDecision: Hashable, Sendable {
    public var decision: Decision
    public var reason: Reason

    public init(_ decision: Decision, _ reason: Reason) {
        self.decision = decision
        self.reason = reason
    }
}

/// Why an end decides as it does. Indirect, for it is passed about more often than it is looked into.
public indirect enum Reason: Hashable, Sendable {
    /// The end is not a pod that policies govern; allowed.
    case notGoverned(Ungoverned)
    /// A pod always reaches itself (NP-56).
    case samePod
    /// No policy selects the pod in this direction; allowed.
    case noPolicySelects
    /// Policies select the pod, none of their rules matches, and none of them isolates; allowed.
    case noRuleMatches
    /// A rule decides.
    case rule(RuleReference)
    /// Policies isolate the pod and no rule allows; denied. `nearest` is filled in only when asked for.
    case isolated(by: [PolicyReference], nearest: NearestMiss?)
    /// Either is possible, depending on these facts.
    case unknown(because: [UnknownFact])
}

/// Why policies do not govern an end.
public enum Ungoverned: String, Hashable, Sendable {
    /// An address outside the cluster.
    case external
    case node
    /// A pod on its node's network (networkpolicy.md §7).
    case hostNetwork
}

/// A policy and where it is written.
public struct PolicyReference: Hashable, Sendable, Comparable {
    public var identity: PolicyIdentity
    public var location: SourceLocation

    public init(identity: PolicyIdentity, location: SourceLocation) {
        self.identity = identity
        self.location = location
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.identity, left.location) < (right.identity, right.location)
    }

    /// Less than equality looks at, and enough to tell most policies apart: many namespaces have policies of one name,
    /// each at the same line of a file of its own.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(identity.namespace)
        hasher.combine(identity.name)
        hasher.combine(location.line)
    }
}

/// The rule that decided, and which of its entries matched.
public struct RuleReference: Hashable, Sendable {
    public var policy: PolicyReference
    /// The name of the policy's tier.
    public var tier: String
    public var direction: Direction
    public var action: Rule.Action
    /// Counted from zero among the policy's rules of the direction.
    public var index: Int
    public var location: SourceLocation
    /// The first peer entry that matched; nil where the rule names no peers.
    public var peer: EntryReference?
    /// The first port entry that matched; nil where the rule names no ports.
    public var port: EntryReference?

    public init(
        policy: PolicyReference, tier: String, direction: Direction, action: Rule.Action, index: Int,
        location: SourceLocation, peer: EntryReference? = nil, port: EntryReference? = nil
    ) {
        self.policy = policy
        self.tier = tier
        self.direction = direction
        self.action = action
        self.index = index
        self.location = location
        self.peer = peer
        self.port = port
    }

    /// Less than equality looks at, and enough to tell most rules apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(policy)
        hasher.combine(index)
        hasher.combine(peer?.index)
        hasher.combine(port?.index)
    }
}

/// A peer or port entry of a rule, counted from zero.
public struct EntryReference: Hashable, Sendable {
    public var index: Int
    public var location: SourceLocation

    public init(index: Int, location: SourceLocation) {
        self.index = index
        self.location = location
    }
}
