public import Manifests
public import PolicyModel

/// networking.k8s.io/v1 NetworkPolicy: one tier, in which a pod that any policy isolates is denied what no rule allows.
public struct NetworkPolicyDialect: Dialect {
    public init() {}

    public var lowersObjectsApart: Bool { true }

    public var kinds: [ObjectKind] { [ObjectKind(group: "networking.k8s.io", version: "v1", kind: "NetworkPolicy")] }

    public func decode(_ reader: inout ObjectReader, kind: ObjectKind, defaultNamespace: String) -> NetworkPolicy? {
        reader.networkPolicy(defaultNamespace: defaultNamespace)
    }

    public func identity(of resource: NetworkPolicy) -> PolicyIdentity {
        PolicyIdentity(kind: "NetworkPolicy", namespace: resource.namespace, name: resource.name)
    }

    /// Policies only ever allow, so their order is irrelevant; they are sorted by name to make output stable.
    ///
    /// The tier is there even without policies: owners of namespaces may write some.
    public func lower(_ resources: [NetworkPolicy]) -> [RankedTier] {
        // Sorting the small names and not the policies halves the time.
        let names = resources.enumerated().map { (identity: identity(of: $0.element), position: $0.offset) }
        let policies = names.sorted { $0.identity < $1.identity }.map { resources[$0.position].lowered() }
        return [
            RankedTier(
                rank: RankedTier.networkPolicyRank,
                Tier(
                    name: "NetworkPolicy", precedence: .denyOverrides, unmatched: .denyIfIsolated, policies: policies))
        ]
    }
}
