public import NetworkModel
public import PolicyModel

/// What claims are decided about: the cluster, its policies and what else may exist, compiled once for all claims.
public struct World: Sendable {
    public private(set) var cluster: Cluster
    public private(set) var program: PolicyProgram
    public private(set) var universe: Universe
    /// Listed namespaces whose policies may be any at all, by name, beside those that the universe does not trust.
    public var anyPolicies: Set<String> = []

    let meaning: Meaning
    /// The formulas of all policies; each claim starts from a copy, so that no answer depends on earlier claims.
    private(set) var table: FormulaTable
    private(set) var policies: PolicyIndex
    private(set) var listedNames: LabelSet
    /// Positions in `cluster.workloads` of the workloads that policies govern, by namespace name.
    private(set) var workloads: [String: [Int]] = [:]
    /// Of `workloads` those that are none of the pods that may exist anyway, whatever is claimed.
    private(set) var workloadsApart: [String: [Int]] = [:]
    /// The policies of each tier of the program, by namespace.
    private(set) var policiesOfTiers: [NamespacedPolicies]

    public init(cluster: Cluster, program: PolicyProgram, universe: Universe) {
        var table = FormulaTable()
        self.init(cluster: cluster, program: program, universe: universe, sharing: &table)
    }

    /// As above, with formulas in a table that other worlds may share, so that like policies of both are equal formulas.
    init(cluster: Cluster, program: PolicyProgram, universe: Universe, sharing table: inout FormulaTable) {
        self.cluster = cluster
        self.universe = universe
        self.program = Self.withOwnersTier(program)
        meaning = Meaning(ipBlockMatchesPods: universe.network.ipBlockMatchesPods)
        policies = PolicyIndex(of: self.program, universe: universe, meaning: meaning, in: &table)
        self.table = FormulaTable(over: table)
        listedNames = .oneOf(cluster.namespaces.map(\.name))
        policiesOfTiers = self.program.tiers.map(NamespacedPolicies.init)
        indexWorkloads()
    }

    private mutating func indexWorkloads() {
        workloads = [:]
        for (position, workload) in cluster.workloads.enumerated() where workload.isGoverned {
            workloads[workload.identity.namespace, default: []].append(position)
        }
        workloadsApart = workloads.mapValues { $0.filter { standsApart(cluster.workloads[$0]) } }
    }

    /// Every policy: those of the program, then those that new namespaces are created with, of a namespace that stands
    /// for all of these.
    public var allPolicies: [Policy] { policies.all }

    /// The same world, whose claims start from a table with further formulas.
    func starting(from table: FormulaTable) -> World {
        var world = self
        world.table = FormulaTable(over: table)
        return world
    }

    /// As the evaluator sees it with another policy in place of one, or with none. Formulas stay those of the original.
    func replayed(with replacement: Policy?, at number: Int) -> World {
        var world = self
        let firstTemplate = program.tiers.reduce(0) { $0 + $1.policies.count }
        guard number < firstTemplate else {
            let position = number - firstTemplate
            world.universe.namespaces.policies?.replaceSubrange(
                position...position, with: [replacement].compactMap(\.self))
            return world
        }
        world.policiesOfTiers[policies.tiers[number]].replace(policies.all[number], by: replacement)
        return world
    }

    /// The world after a change; the formulas of all that stays are shared with this one.
    ///
    /// It is as good as one made from the changed cluster and program, in less time.
    func applying(_ change: WorldChange) -> World {
        var world = self
        for exchange in change.policies {
            world.program.tiers[exchange.tier].policies.exchange(exchange.old, for: exchange.new)
            world.policiesOfTiers[exchange.tier].exchange(exchange.old, for: exchange.new)
            world.policies.exchange(
                exchange, in: program.tiers[exchange.tier], meaning: meaning, table: &world.table)
        }
        guard let cluster = change.cluster else { return world }
        let hasOtherNames =
            cluster.namespaces.count != self.cluster.namespaces.count
            || zip(cluster.namespaces, self.cluster.namespaces).contains { $0.name != $1.name }
        let hasOtherWorkloads = cluster.workloads != self.cluster.workloads
        world.cluster = cluster
        if hasOtherNames { world.listedNames = .oneOf(cluster.namespaces.map(\.name)) }
        if hasOtherWorkloads { world.indexWorkloads() }
        return world
    }

    /// Owners of namespaces can always write NetworkPolicies, also where the input holds none: without a tier for them,
    /// what an unknown owner may deny would be forgotten.
    private static func withOwnersTier(_ program: PolicyProgram) -> PolicyProgram {
        guard !program.tiers.contains(where: \.isWrittenByNamespaceOwners) else { return program }
        var program = program
        program.tiers.append(
            Tier(name: "NetworkPolicy", precedence: .denyOverrides, unmatched: .denyIfIsolated, policies: []))
        return program
    }
}

extension Workload {
    /// Whether policies govern its pods and its pods take part in traffic (networkpolicy.md §7, NP-89).
    var isGoverned: Bool { !usesHostNetwork && !isFinished }
}

/// The policies of a tier, found by namespace.
struct NamespacedPolicies: Sendable {
    private var byNamespace: [String?: [Policy]] = [:]

    init(_ tier: Tier) {
        for policy in tier.policies { byNamespace[policy.identity.namespace, default: []].append(policy) }
    }

    mutating func replace(_ policy: Policy, by replacement: Policy?) {
        // Every policy was put under its namespace, once: two objects of one name are an error of the input.
        let position = byNamespace[policy.identity.namespace]!.firstIndex(of: policy)!
        byNamespace[policy.identity.namespace]!
            .replaceSubrange(position...position, with: [replacement].compactMap(\.self))
    }

    mutating func exchange(_ old: Policy?, for new: Policy?) {
        if let old { byNamespace[old.identity.namespace, default: []].exchange(old, for: nil) }
        if let new { byNamespace[new.identity.namespace, default: []].append(new) }
    }

    /// The cluster's policies and those of some namespaces, by namespace name.
    func policies(of namespaces: Set<String>) -> [Policy] {
        (byNamespace[nil] ?? []) + namespaces.sorted().flatMap { byNamespace[$0] ?? [] }
    }
}

extension [Policy] {
    /// Puts a policy in the place of another, or at the end.
    fileprivate mutating func exchange(_ old: Policy?, for new: Policy?) {
        let position = old.flatMap { old in firstIndex { $0.identity == old.identity } }
        switch (position, new) {
        case (let position?, let new?): self[position] = new
        case (let position?, nil): remove(at: position)
        case (nil, let new?): append(new)
        case (nil, nil): break
        }
    }
}
