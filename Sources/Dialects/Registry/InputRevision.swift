public import NetworkModel
public import PolicyModel

/// What it comes to that one object of an input is exchanged.
public struct InputRevision: Sendable {
    /// A policy for another of the same identity; without the one it is new, without the other it is gone.
    public struct PolicyExchange: Sendable {
        /// By position in the program of the input.
        public var tier: Int
        public var old: Policy?
        public var new: Policy?
    }

    /// The cluster with the exchange; nil where it stays as it is, Services apart.
    public var cluster: Cluster?
    public var policies: [PolicyExchange] = []
}

extension InputLoader {
    /// What it comes to to put an object in the place of the one of its identity, or to add it; nil where only putting
    /// the whole input together again can tell.
    public func revision(of input: LoadedInput, putting object: DecodedObject) -> InputRevision? {
        var revision = InputRevision()
        switch object.content {
        case .nothing, .spec, .unread: return nil
        case .cluster(_, let read): revision.cluster = input.cluster.putting(read)
        case .policy(let position, let identity, let resource):
            let dialect = decoder.dialects[position]
            guard dialect.lowersObjectsApart else { return nil }
            var store = Intake.store(of: dialect)
            store.append(resource)
            guard let policies = input.exchanges(of: identity, for: store.lowered()) else { return nil }
            revision.policies = policies
        }
        if let namespace = object.identity?.namespace, input.cluster.namespace(named: namespace) == nil {
            var cluster = revision.cluster ?? input.cluster
            cluster.put(Namespace(name: namespace, hasManifest: false))
            revision.cluster = cluster
        }
        return revision
    }

    /// What it comes to to take an object away, with everything in it if it is a namespace; as above.
    public func revision(of input: LoadedInput, removing identity: ObjectIdentity) -> InputRevision? {
        var revision = InputRevision()
        guard input.location(of: identity) != nil else { return revision }
        if identity.isNamespace {
            guard decoder.dialects.allSatisfy(\.lowersObjectsApart) else { return nil }
            revision.cluster = input.cluster.removingNamespace(identity.name)
            revision.policies = input.program.tiers.enumerated().flatMap { position, tier in
                tier.policies.filter { $0.identity.namespace == identity.name }.map {
                    InputRevision.PolicyExchange(tier: position, old: $0, new: nil)
                }
            }
            return revision
        }
        switch decoder.kinds.reading(of: identity) {
        case .policy(let position)?:
            let dialect = decoder.dialects[position]
            guard dialect.lowersObjectsApart,
                let policies = input.exchanges(of: identity, for: Intake.store(of: dialect).lowered())
            else { return nil }
            revision.policies = policies
        case .cluster?: revision.cluster = input.cluster.removing(identity)
        case nil: return nil
        }
        if let namespace = identity.namespace, input.isKnown(namespace, onlyBy: identity) {
            revision.cluster = (revision.cluster ?? input.cluster).removingNamespace(namespace)
        }
        return revision
    }
}

extension KindTable {
    fileprivate enum Reading {
        case policy(dialect: Int)
        case cluster
    }

    /// How objects of an identity are read.
    fileprivate func reading(of identity: ObjectIdentity) -> Reading? {
        for version in ["v1", "v1beta1", "v1alpha1", "v1alpha2", "v2", "v3"] {
            switch reading(of: ObjectKind(group: identity.group, version: version, kind: identity.kind)) {
            case .policy(let dialect, _): return .policy(dialect: dialect)
            case .cluster: return .cluster
            default: continue
            }
        }
        return nil
    }
}

extension LoadedInput {
    /// The policies of an identity exchanged for those of new tiers; nil if the program has no such tiers.
    fileprivate func exchanges(
        of identity: ObjectIdentity, for tiers: [RankedTier]
    ) -> [InputRevision.PolicyExchange]? {
        var result: [InputRevision.PolicyExchange] = []
        for new in tiers.map(\.tier) {
            let matching = program.tiers.indices.filter { program.tiers[$0].isLike(new) }
            guard matching.count == 1, let position = matching.first, new.policies.count <= 1 else { return nil }
            let old = program.tiers[position].policies.first {
                $0.identity.kind == identity.kind && $0.identity.namespace == identity.namespace
                    && $0.identity.name == identity.name
            }
            guard old != nil || !new.policies.isEmpty else { continue }
            result.append(InputRevision.PolicyExchange(tier: position, old: old, new: new.policies.first))
        }
        return result
    }

    /// A namespace without a manifest is there only because objects name it.
    fileprivate func isKnown(_ namespace: String, onlyBy identity: ObjectIdentity) -> Bool {
        guard cluster.namespace(named: namespace)?.hasManifest == false else { return false }
        return !locations.keys.contains { $0.namespace == namespace && $0 != identity }
    }
}

extension Tier {
    /// Whether two tiers are the same, their policies apart.
    fileprivate func isLike(_ other: Tier) -> Bool {
        name == other.name && precedence == other.precedence && unmatched == other.unmatched
            && isWrittenByNamespaceOwners == other.isWrittenByNamespaceOwners
    }
}

extension Cluster {
    /// Nil where a Service is put, which takes no part in any decision.
    fileprivate func putting(_ object: ClusterObject) -> Cluster? {
        var cluster = self
        switch object {
        case .namespace(let namespace): cluster.put(namespace)
        case .workload(let workload): cluster.put(workload)
        case .service: return nil
        }
        return cluster
    }

    fileprivate func removingNamespace(_ name: String) -> Cluster {
        var cluster = self
        cluster.removeNamespace(name)
        return cluster
    }

    /// Nil where it holds no such workload.
    fileprivate func removing(_ identity: ObjectIdentity) -> Cluster? {
        guard let namespace = identity.namespace else { return nil }
        let workload = WorkloadIdentity(kind: identity.kind, namespace: namespace, name: identity.name)
        guard self.workload(workload) != nil else { return nil }
        var cluster = self
        cluster.remove(workload)
        return cluster
    }
}
