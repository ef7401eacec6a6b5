import SMT

/// A rule as a derivation applies it: with the endpoints of its variables in these classes.
struct AppliedRule: Hashable {
    var rule: Int
    var classes: [Int]
}

/// Derivations that are not to be found again: whatever takes all the steps of one, at sites that nothing tells apart.
struct KnownDerivations {
    /// By applied rule: what is true where a derivation applies it, and the goals of which that was said.
    private var uses: [AppliedRule: (term: Term, goals: Set<Int>)] = [:]
    /// In the order in which they came up.
    private var order: [AppliedRule] = []

    /// Excludes derivations in which all of these are applied.
    mutating func exclude(
        _ applied: [AppliedRule], from tree: DerivationTree, in session: inout Session
    ) throws(SMTError) {
        var terms: [Term] = []
        for rule in applied {
            if uses[rule] == nil {
                uses[rule] = (try session.boolean(), [])
                order.append(rule)
                try relate(rule, to: tree, in: &session)
            }
            // It was put in above, if it was not there.
            terms.append(session.not(uses[rule]!.term))
        }
        try session.assert(try session.or(terms))
    }

    /// Goals that have been expanded since count as well.
    mutating func extend(to tree: DerivationTree, in session: inout Session) throws(SMTError) {
        for rule in order { try relate(rule, to: tree, in: &session) }
    }

    private mutating func relate(
        _ applied: AppliedRule, to tree: DerivationTree, in session: inout Session
    ) throws(SMTError) {
        guard let (isUsed, goals) = uses[applied] else { return }
        for (number, goal) in tree.goals.enumerated() where !goals.contains(number) {
            guard let alternatives = goal.alternatives else { continue }
            uses[applied]?.goals.insert(number)
            for alternative in alternatives where alternative.rule == applied.rule {
                let sites = zip(alternative.endpoints, applied.classes).map { tree.space.endpoints[$0].sites[$1] }
                let parts = ([alternative.literal] + sites).map { session.not($0) }
                try session.assert(try session.or(parts + [isUsed]))
            }
        }
    }
}
