public import Diagnostics
public import Manifests
public import NetworkModel
public import PolicyModel

/// All that the input says, ready to be analysed.
public struct LoadedInput: Sendable {
    /// Every namespace that is listed or named, every workload and Service.
    public var cluster: Cluster
    /// The tiers of all dialects, first those that decide first.
    public var program: PolicyProgram
    /// Sorted by kind.
    public var ignored: [IgnoredKind]
    /// Objects of Netproof's own API, as they are.
    public var specDocuments: [Document]
    /// Where each object of the cluster and each policy stands.
    public var locations: [ObjectIdentity: SourceLocation]
    /// What the cluster withheld, in words such as `v1 Pod objects`, and is taken to make no difference.
    public var withheld: [String] = []
    let resources: [any ResourceStore]

    /// Where an object stands; of a namespace without a manifest, where the first object that names it does. Nil for what
    /// the input does not hold.
    public func location(of identity: ObjectIdentity) -> SourceLocation? {
        if let location = locations[identity] { return location }
        guard identity.isNamespace, cluster.namespace(named: identity.name) != nil else { return nil }
        return locations.filter { $0.key.namespace == identity.name }.values.min()
    }

    /// The policy objects of one dialect, typed, in the order of the input.
    public func resources<Language: Dialect>(of dialect: Language.Type) -> [Language.Resource] {
        resources.lazy.compactMap { ($0 as? DialectStore<Language>)?.resources }.first ?? []
    }

    /// The NetworkPolicies, in the order of the input.
    public var networkPolicies: [NetworkPolicy] { resources(of: NetworkPolicyDialect.self) }

    /// How many policy objects of any dialect there are.
    public var policyCount: Int { program.tiers.reduce(0) { $0 + $1.policies.count } }

    /// Ignored kinds that may allow what the policies deny; every verdict assumes that they do not.
    public var overriddenKinds: [IgnoredKind] { ignored.filter { $0.effect == .mayAllow } }

    /// Ignored kinds that may cut what the policies allow; no claim that something always connects can be proved.
    public var restrictingKinds: [IgnoredKind] { ignored.filter { $0.effect == .mayRestrict } }
}

/// What tells two objects of one cluster apart.
public struct ObjectIdentity: Hashable, Sendable, Comparable {
    /// The API group; empty for the core group.
    public var group: String
    public var kind: String
    /// Nil for cluster-scoped kinds.
    public var namespace: String?
    public var name: String

    public init(group: String, kind: String, namespace: String?, name: String) {
        self.group = group
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.group, left.kind, left.namespace ?? "", left.name)
            < (right.group, right.kind, right.namespace ?? "", right.name)
    }
}
