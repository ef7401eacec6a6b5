/// One policy as it bears on the pods of one namespace in one direction, in formulas.
public struct GoverningPolicy: Hashable, Sendable {
    public struct Rule: Hashable, Sendable {
        public var action: PolicyModel.Rule.Action
        /// What the rule asks of peer and ports.
        public var matches: Formula

        public init(action: PolicyModel.Rule.Action, matches: Formula) {
            self.action = action
            self.matches = matches
        }
    }

    /// Whether it selects the pod (and is present at all).
    public var selects: Formula
    public var isolates: Bool
    public var order: Int
    public var rules: [Rule]

    public init(selects: Formula, isolates: Bool, order: Int, rules: [Rule]) {
        self.selects = selects
        self.isolates = isolates
        self.order = order
        self.rules = rules
    }
}

/// What a tier makes of a connection at one end; where neither holds the next tier decides.
public struct TierOutcome: Hashable, Sendable {
    public var allows: Formula
    public var denies: Formula

    public init(allows: Formula, denies: Formula) {
        self.allows = allows
        self.denies = denies
    }
}

extension Tier {
    /// When each rule of each policy is the one that decides: its *effective guard*, used to prove and to explain.
    ///
    /// - Parameter tie: the free Boolean that prefers the policy at a position among those of equal order.
    public func effectiveGuards(
        of policies: [GoverningPolicy], tie: (_ order: Int, _ position: Int) -> Atom, in table: inout FormulaTable
    ) -> [[Formula]] {
        switch precedence {
        case .denyOverrides: guardsWithDenyFirst(policies, in: &table)
        case .firstMatch: guardsInOrder(policies, tie: tie, in: &table)
        }
    }

    /// What the tier decides, from the effective guards of its rules.
    public func outcome(
        of policies: [GoverningPolicy], tie: (_ order: Int, _ position: Int) -> Atom, in table: inout FormulaTable
    ) -> TierOutcome {
        let guards = effectiveGuards(of: policies, tie: tie, in: &table)
        var byAction: [Rule.Action: [Formula]] = [:]
        for (policy, guards) in zip(policies, guards) {
            for (rule, effective) in zip(policy.rules, guards) { byAction[rule.action, default: []].append(effective) }
        }
        let allows = table.any(byAction[.allow] ?? [])
        let passes = table.any(byAction[.pass] ?? [])
        var denies = table.any(byAction[.deny] ?? [])
        if unmatched == .denyIfIsolated {
            let isolated = table.any(policies.filter(\.isolates).map(\.selects))
            denies = table.any([denies, table.all([isolated, table.not(allows), table.not(passes)])])
        }
        return TierOutcome(allows: allows, denies: denies)
    }

    /// Any matching deny rule beats every allow rule; a pass rule yields to both.
    private func guardsWithDenyFirst(_ policies: [GoverningPolicy], in table: inout FormulaTable) -> [[Formula]] {
        func matching(_ action: Rule.Action, in table: inout FormulaTable) -> Formula {
            var matches: [Formula] = []
            for policy in policies {
                for rule in policy.rules where rule.action == action {
                    matches.append(table.all([policy.selects, rule.matches]))
                }
            }
            return table.any(matches)
        }
        let notDenied = table.not(matching(.deny, in: &table))
        let notAllowed = table.not(matching(.allow, in: &table))
        return policies.map { policy in
            policy.rules.map { rule in
                let matches = [policy.selects, rule.matches]
                switch rule.action {
                case .deny: return table.all(matches)
                case .allow: return table.all(matches + [notDenied])
                case .pass: return table.all(matches + [notDenied, notAllowed])
                }
            }
        }
    }

    /// Orders go one after another; within one policy the first matching rule speaks; among policies of one order that
    /// match, any one may win.
    private func guardsInOrder(
        _ policies: [GoverningPolicy], tie: (_ order: Int, _ position: Int) -> Atom, in table: inout FormulaTable
    ) -> [[Formula]] {
        var guards = policies.map { _ in [Formula]() }
        var undecided = Formula.always
        for order in Set(policies.map(\.order)).sorted() {
            let positions = policies.indices.filter { policies[$0].order == order }
            let own = positions.map { firstMatches(of: policies[$0], in: &table) }
            let matched = own.map { table.any($0) }
            let wins = winners(among: matched, preferring: positions.map { tie(order, $0) }, in: &table)
            for (index, position) in positions.enumerated() {
                guards[position] = own[index].map { table.all([undecided, wins[index], $0]) }
            }
            undecided = table.all([undecided, table.not(table.any(matched))])
        }
        return guards
    }

    private func firstMatches(of policy: GoverningPolicy, in table: inout FormulaTable) -> [Formula] {
        var earlier: [Formula] = []
        return policy.rules.map { rule in
            let noneBefore = table.not(table.any(earlier))
            earlier.append(rule.matches)
            return table.all([policy.selects, rule.matches, noneBefore])
        }
    }

    /// Exactly one of the matching policies wins: the first preferred one, or the last matching one if none is preferred.
    private func winners(
        among matched: [Formula], preferring preferences: [Atom], in table: inout FormulaTable
    ) -> [Formula] {
        guard matched.count > 1 else { return matched }
        var wins: [Formula] = []
        for index in matched.indices {
            let noneBefore = table.not(table.any(wins))
            let noneAfter = table.not(table.any(Array(matched[(index + 1)...])))
            let preferred = table.any([table.atom(preferences[index]), noneAfter])
            wins.append(table.all([matched[index], noneBefore, preferred]))
        }
        return wins
    }
}
