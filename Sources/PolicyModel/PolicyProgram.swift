public import Diagnostics
public import NetworkModel

/// What every dialect is lowered to: tiers in order of precedence, each deciding, denying by default or passing on.
/// A connection that no tier decides is allowed.
public struct PolicyProgram: Hashable, Sendable {
    public var tiers: [Tier]

    public init(tiers: [Tier] = []) {
        self.tiers = tiers
    }
}

/// Policies that are weighed together.
public struct Tier: Hashable, Sendable {
    /// How the rules of one tier that match a connection settle it.
    public enum Precedence: Hashable, Sendable {
        /// Deny beats allow, whatever the order (NetworkPolicy, which has no deny rules; Cilium).
        case denyOverrides
        /// The first matching rule by (policy order, rule index) wins; among policies of equal order any may win.
        case firstMatch
    }

    /// What becomes of a connection that no rule of the tier matches.
    public enum Unmatched: Hashable, Sendable {
        /// The next tier decides.
        case nextTier
        /// Denied if a policy of this tier isolates the pod in this direction, else the next tier decides.
        case denyIfIsolated
    }

    public var name: String
    public var precedence: Precedence
    public var unmatched: Unmatched
    /// Whether the owner of a namespace may write policies of this tier. What nobody knows of the policies of a
    /// namespace (one that does not exist yet, or whose owner is not trusted) then decides in this tier.
    public var isWrittenByNamespaceOwners: Bool
    public var policies: [Policy]

    public init(
        name: String, precedence: Precedence, unmatched: Unmatched, isWrittenByNamespaceOwners: Bool = true,
        policies: [Policy]
    ) {
        self.name = name
        self.precedence = precedence
        self.unmatched = unmatched
        self.isWrittenByNamespaceOwners = isWrittenByNamespaceOwners
        self.policies = policies
    }
}

/// The name of a policy object; `namespace` is nil for cluster-scoped kinds.
public struct PolicyIdentity: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var kind: String
    public var namespace: String?
    public var name: String

    public init(kind: String, namespace: String?, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    public var description: String { namespace.map { "\($0)/\(name)" } ?? name }

    public static func < (left: Self, right: Self) -> Bool {
        (left.namespace ?? "", left.name, left.kind) < (right.namespace ?? "", right.name, right.kind)
    }
}

/// One policy object of any dialect.
public struct Policy: Hashable, Sendable {
    public var identity: PolicyIdentity
    public var location: SourceLocation
    /// Within its tier; lower goes first. Equal orders tie.
    public var order: Int
    /// The pods it governs. A namespaced policy governs only pods of its own namespace, whatever this says.
    public var subject: EndpointPredicate
    /// The directions in which it isolates its pods, for tiers that deny what no rule allows.
    public var isolates: Set<Direction>
    public var ingress: [Rule]
    public var egress: [Rule]

    public init(
        identity: PolicyIdentity, location: SourceLocation, order: Int = 0, subject: EndpointPredicate,
        isolates: Set<Direction>, ingress: [Rule] = [], egress: [Rule] = []
    ) {
        self.identity = identity
        self.location = location
        self.order = order
        self.subject = subject
        self.isolates = isolates
        self.ingress = ingress
        self.egress = egress
    }

    /// The rules that have effect in a direction.
    public func rules(_ direction: Direction) -> [Rule] { direction == .ingress ? ingress : egress }
}

/// One rule: what it does to connections with matching peers on matching ports.
public struct Rule: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable {
        case allow, deny
        /// Leave the tier at once; the next one decides.
        case pass
    }

    public var action: Action
    /// The other end matches if any of these does. Nil: anything at all, external addresses included.
    public var peers: [PeerEntry]?
    /// Nil: every port of every protocol.
    public var ports: [PortEntry]?
    public var location: SourceLocation

    public init(action: Action, peers: [PeerEntry]?, ports: [PortEntry]?, location: SourceLocation) {
        self.action = action
        self.peers = peers
        self.ports = ports
        self.location = location
    }
}

public struct PeerEntry: Hashable, Sendable {
    public var predicate: EndpointPredicate
    public var location: SourceLocation

    public init(_ predicate: EndpointPredicate, location: SourceLocation) {
        self.predicate = predicate
        self.location = location
    }
}

/// Destination ports that a rule or a claim names.
public struct PortEntry: Hashable, Sendable {
    public enum Match: Hashable, Sendable {
        case ports(PortSet)
        /// The port that the destination pod declares under this name and protocol; a relation, as one pod may
        /// declare a name more than once (networkpolicy.md §4.1).
        case named(String, TransportProtocol)
    }

    public var match: Match
    /// Whether the entry is a range, which a network plugin without support for `endPort` cuts to its first port.
    public var usesEndPort: Bool
    public var location: SourceLocation

    public init(_ match: Match, usesEndPort: Bool = false, location: SourceLocation) {
        self.match = match
        self.usesEndPort = usesEndPort
        self.location = location
    }
}
