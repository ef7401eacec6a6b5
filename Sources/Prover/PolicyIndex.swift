import NetworkModel
import PolicyModel

/// The policies of a program in formulas, found by direction and namespace.
struct PolicyIndex: Sendable {
    /// A policy as it bears on one direction.
    struct Entry: Sendable {
        var tier: Int
        /// Its position in `PolicyIndex.all`.
        var number: Int
        var governing: GoverningPolicy
    }

    /// Every policy that any entry stands for.
    private(set) var all: [Policy] = []
    /// For each of `all` whether it is a namespace's, and so bears on pods of that one only.
    private(set) var isNamespaced: [Bool] = []
    /// For each of `all` the position of its tier.
    private(set) var tiers: [Int] = []
    private var namespaced: [Direction: [String: [Entry]]] = [:]
    private var clusterWide: [Direction: [Entry]] = [:]

    init(of program: PolicyProgram, universe: Universe, meaning: Meaning, in table: inout FormulaTable) {
        for (position, tier) in program.tiers.enumerated() {
            for policy in tier.policies { add(policy, to: tier, at: position, meaning: meaning, in: &table) }
        }
        guard let position = program.tiers.firstIndex(where: \.isWrittenByNamespaceOwners) else { return }
        for policy in universe.namespaces.policies ?? [] {
            var template = policy
            template.identity.namespace = Universe.futureNamespacePlaceholder
            add(template, to: program.tiers[position], at: position, meaning: meaning, in: &table)
        }
    }

    /// What governs, in a direction, the pods of a namespace: its own policies and the cluster's.
    func entries(_ direction: Direction, inNamespace name: String) -> [Entry] {
        (clusterWide[direction] ?? []) + (namespaced[direction]?[name] ?? [])
    }

    /// Puts a policy in the place of another. One that is only taken away keeps its number, which nothing asks for then.
    mutating func exchange(
        _ exchange: WorldChange.PolicyExchange, in tier: Tier, meaning: Meaning, table: inout FormulaTable
    ) {
        var number: Int?
        if let old = exchange.old { number = remove(old.identity, from: exchange.tier) }
        guard let new = exchange.new else { return }
        if let number { all[number] = new }
        add(new, number: number, to: tier, at: exchange.tier, meaning: meaning, in: &table)
    }

    /// The number of the policy that was removed.
    private mutating func remove(_ identity: PolicyIdentity, from tier: Int) -> Int? {
        // A policy may have a part in several tiers, each with a number of its own.
        guard let number = all.indices.first(where: { tiers[$0] == tier && all[$0].identity == identity }) else {
            return nil
        }
        for direction in Direction.allCases {
            if let namespace = identity.namespace {
                namespaced[direction]?[namespace]?.removeAll { $0.tier == tier && $0.number == number }
            } else {
                clusterWide[direction]?.removeAll { $0.tier == tier && $0.number == number }
            }
        }
        return number
    }

    private mutating func add(
        _ policy: Policy, number known: Int? = nil, to tier: Tier, at position: Int, meaning: Meaning,
        in table: inout FormulaTable
    ) {
        let number = known ?? all.count
        if known == nil {
            all.append(policy)
            isNamespaced.append(policy.identity.namespace != nil)
            tiers.append(position)
        }
        for direction in Direction.allCases {
            guard
                let governing = Self.governing(policy, direction, tier.precedence, meaning: meaning, in: &table)
            else { continue }
            let entry = Entry(tier: position, number: number, governing: governing)
            if let namespace = policy.identity.namespace {
                namespaced[direction, default: [:]][namespace, default: []].append(entry)
            } else {
                clusterWide[direction, default: []].append(entry)
            }
        }
    }

    /// A policy as it bears on a direction; nil if it does not.
    static func governing(
        _ policy: Policy, _ direction: Direction, _ precedence: Tier.Precedence, meaning: Meaning,
        in table: inout FormulaTable
    ) -> GoverningPolicy? {
        let isolates = policy.isolates.contains(direction)
        guard isolates || !policy.rules(direction).isEmpty else { return nil }
        let subject = EndpointRole.subject(of: direction)
        return GoverningPolicy(
            selects: meaning.formula(of: policy.subject, at: subject, own: subject, in: &table),
            isolates: isolates, order: policy.order,
            rules: rules(of: policy, direction, precedence, meaning: meaning, in: &table))
    }

    /// Where the order of rules has no meaning, rules of one action are one disjunction.
    private static func rules(
        of policy: Policy, _ direction: Direction, _ precedence: Tier.Precedence, meaning: Meaning,
        in table: inout FormulaTable
    ) -> [GoverningPolicy.Rule] {
        let rules = policy.rules(direction).map { rule in
            GoverningPolicy.Rule(action: rule.action, matches: meaning.formula(of: rule, direction, in: &table))
        }
        guard precedence == .denyOverrides else { return rules }
        return [Rule.Action.deny, .allow, .pass].compactMap { action in
            let matching = rules.filter { $0.action == action }.map(\.matches)
            return matching.isEmpty ? nil : GoverningPolicy.Rule(action: action, matches: table.any(matching))
        }
    }
}
