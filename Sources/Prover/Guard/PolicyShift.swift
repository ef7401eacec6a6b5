import NetworkModel
import PolicyModel

/// Which connections may pass after policies were exchanged that did not before, or the other way round, as far as the
/// exchanged policies tell; nothing else of the world is changed.
///
/// In a tier whose policies only allow, a policy lets pass what its rules match, and denies the rest of what it selects
/// and isolates. So a connection is opened at an end only where a rule that was not there before matches it, or where
/// isolation is gone, that is where no policy of the tier isolates the pod any more; it is closed only where a rule that
/// is gone did, or where isolation is new. Earlier tiers, later tiers and what the other policies of the tier match can
/// only make it less. Of policies of other tiers all is taken to change that they select.
struct PolicyShift {
    private let exchanges: [WorldChange.PolicyExchange]
    private let before: World
    private let after: World

    /// - Parameters:
    ///   - before: The world without the exchange.
    ///   - after: With it; its table holds the formulas of both.
    init(_ exchanges: [WorldChange.PolicyExchange], before: World, after: World) {
        self.exchanges = exchanges
        self.before = before
        self.after = after
    }

    /// Where an end may violate a claim that it did not violate before.
    func violations(_ violation: ClaimFormulas.Violation, at role: EndpointRole, in table: inout FormulaTable)
        -> Formula
    {
        table.any(exchanges.map { self.violations(violation, at: role, by: $0, in: &table) })
    }

    private func violations(
        _ violation: ClaimFormulas.Violation, at role: EndpointRole, by exchange: WorldChange.PolicyExchange,
        in table: inout FormulaTable
    ) -> Formula {
        let tier = after.program.tiers[exchange.tier]
        let old = governing(exchange.old, role, tier, in: &table)
        let new = governing(exchange.new, role, tier, in: &table)
        guard tier.precedence == .denyOverrides, tier.unmatched == .denyIfIsolated,
            [old, new].allSatisfy({ $0?.rules.allSatisfy { $0.action == .allow } ?? true })
        else { return table.any([old?.selects ?? .never, new?.selects ?? .never]) }
        return switch violation {
        case .connection:
            table.any([matches(of: new, not: old, in: &table), left(by: old, exchange, role, in: &table)])
        case .noConnection:
            table.any([matches(of: old, not: new, in: &table), entered(by: new, exchange, role, in: &table)])
        case .noIsolation: left(by: old, exchange, role, in: &table)
        }
    }

    /// What the policy isolated that no policy isolates any more.
    private func left(
        by old: GoverningPolicy?, _ exchange: WorldChange.PolicyExchange, _ role: EndpointRole,
        in table: inout FormulaTable
    ) -> Formula {
        guard let old, old.isolates else { return .never }
        return table.all([old.selects, table.not(after.isolated(exchange, role, in: &table))])
    }

    /// What the policy isolates that no policy isolated before.
    private func entered(
        by new: GoverningPolicy?, _ exchange: WorldChange.PolicyExchange, _ role: EndpointRole,
        in table: inout FormulaTable
    ) -> Formula {
        guard let new, new.isolates else { return .never }
        return table.all([new.selects, table.not(before.isolated(exchange, role, in: &table))])
    }

    private func governing(
        _ policy: Policy?, _ role: EndpointRole, _ tier: Tier, in table: inout FormulaTable
    ) -> GoverningPolicy? {
        policy.flatMap {
            PolicyIndex.governing($0, role.direction, tier.precedence, meaning: after.meaning, in: &table)
        }
    }

    /// What rules of a policy match, save those that the other one has too for the same pods.
    private func matches(
        of policy: GoverningPolicy?, not other: GoverningPolicy?, in table: inout FormulaTable
    ) -> Formula {
        guard let policy else { return .never }
        var rules = alternatives(of: policy, in: table)
        if let other, other.selects == policy.selects {
            let known = Set(alternatives(of: other, in: table))
            rules.removeAll(where: known.contains)
        }
        return table.all([policy.selects, table.any(rules)])
    }

    /// Rules of one action are one disjunction.
    private func alternatives(of policy: GoverningPolicy, in table: FormulaTable) -> [Formula] {
        policy.rules.flatMap { rule in
            if case .any(let parts) = table[rule.matches] { parts } else { [rule.matches] }
        }
    }
}

extension World {
    /// The pods that policies of the tier of an exchange isolate in the direction of a role, as far as policies of its
    /// namespace do; none where it governs the whole cluster.
    fileprivate func isolated(
        _ exchange: WorldChange.PolicyExchange, _ role: EndpointRole, in table: inout FormulaTable
    ) -> Formula {
        guard let namespace = (exchange.new ?? exchange.old)?.identity.namespace else { return .never }
        let entries = policies.entries(role.direction, inNamespace: namespace)
        let isolating = entries.filter { $0.tier == exchange.tier && $0.governing.isolates }
        return table.any(isolating.map(\.governing.selects))
    }
}
