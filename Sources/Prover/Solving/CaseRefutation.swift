import NetworkModel
import PolicyModel

extension Obligation {
    /// Whether cases alone tell that nothing meets it; false where the solver has to be asked.
    ///
    /// - Parameter effort: How many formulas are looked at before the rest is left to the solver.
    func isRefutedByCases(effort: Int = 20_000) -> Bool {
        if isTriviallyUnsatisfiable { return true }
        var refutation = CaseRefutation(self, effort: effort)
        return refutation.succeeds()
    }
}

/// Refutes small obligations by going through their cases, without a solver.
///
/// Of the assertions, what holds in every case is learnt; what that leaves open of a disjunction is gone through part by
/// part. Beyond what the assertions say it is known only that an endpoint is at no more than one site, and that what is said
/// of pods holds of pods alone: that two endpoints never have one address and the like are left to the solver. So what is
/// refuted here cannot be met, while of what is not refuted nothing is known.
private struct CaseRefutation {
    private let table: FormulaTable
    private let assertions: [Formula]
    /// How many formulas may still be looked at.
    private var effort: Int

    init(_ obligation: Obligation, effort: Int) {
        table = obligation.table
        assertions = obligation.assertions
        self.effort = effort
    }

    /// Whether nothing can meet the obligation; false where that is not to be told in this way.
    mutating func succeeds() -> Bool {
        var state = State()
        for assertion in assertions where !assume(assertion, true, in: &state) { return true }
        return isContradictory(state)
    }

    /// What is assumed of a case.
    private struct State {
        var knowledge = Knowledge()
        /// Of the atoms that are no sets of anything.
        var truths: [Formula: Bool] = [:]
        var sites: [EndpointRole: Int] = [:]
        /// What at least one of has to hold.
        var clauses: [Clause] = []
    }

    /// A disjunction: any of these has to have the truth that is given.
    private struct Clause {
        var parts: [Formula]
        var truth: Bool
    }

    // MARK: Cases

    /// Whether no state is possible in a case.
    private mutating func isContradictory(_ given: State) -> Bool {
        var state = given
        guard propagate(in: &state) else { return true }
        guard effort > 0, let clause = state.clauses.min(by: { $0.parts.count < $1.parts.count }) else { return false }
        for part in clause.parts {
            var branch = state
            if assume(part, clause.truth, in: &branch), !isContradictory(branch) { return false }
            // From here on it is known not to be so.
            if !assume(part, !clause.truth, in: &state) { return true }
        }
        return true
    }

    /// Takes out of the disjunctions what cannot be, until that teaches nothing more; false if one has no part left.
    private mutating func propagate(in state: inout State) -> Bool {
        var isLearning = true
        while isLearning, effort > 0 {
            isLearning = false
            let clauses = state.clauses
            state.clauses = []
            for clause in clauses {
                var open: [Formula] = []
                var isMet = false
                for part in clause.parts {
                    guard let truth = truth(of: part, in: state) else {
                        open.append(part)
                        continue
                    }
                    isMet = isMet || truth == clause.truth
                }
                if isMet { continue }
                switch open.count {
                case 0: return false
                case 1:
                    isLearning = true
                    if !assume(open[0], clause.truth, in: &state) { return false }
                default: state.clauses.append(Clause(parts: open, truth: clause.truth))
                }
            }
        }
        return true
    }

    // MARK: Formulas

    /// Adds a formula, or its contrary, to what is assumed; false if that contradicts itself.
    private mutating func assume(_ formula: Formula, _ truth: Bool, in state: inout State) -> Bool {
        effort -= 1
        switch table[formula] {
        case .constant(let value): return value == truth
        case .not(let inner): return assume(inner, !truth, in: &state)
        case .all(let parts) where truth, .any(let parts) where !truth:
            return parts.allSatisfy { assume($0, truth, in: &state) }
        case .all(let parts), .any(let parts):
            state.clauses.append(Clause(parts: parts, truth: truth))
            return true
        case .atom(let atom):
            if let known = self.truth(of: formula, in: state) { return known == truth }
            learn(atom, formula, truth, in: &state)
            return !state.knowledge.isContradictory
        }
    }

    private func learn(_ atom: Atom, _ formula: Formula, _ truth: Bool, in state: inout State) {
        switch atom {
        case .label(let variable, let set): state.knowledge.know(variable, in: truth ? set : set.complement)
        case .target(let set): state.knowledge.know(target: truth ? set : set.complement)
        case .address(let role, let set): state.knowledge.know(address: role, in: truth ? set : set.complement)
        case .isPod(let role): state.knowledge.know(isPod: role, truth)
        case .site(let role, let number) where truth: state.sites[role] = number
        default:
            state.truths[formula] = truth
            if truth { for role in atom.pods { state.knowledge.know(isPod: role, true) } }
        }
    }

    /// Whether a formula holds in a case; nil where that is open.
    private mutating func truth(of formula: Formula, in state: State) -> Bool? {
        effort -= 1
        switch table[formula] {
        case .constant(let value): return value
        case .not(let inner): return truth(of: inner, in: state).map(!)
        case .all(let parts): return truth(ofAll: parts, being: true, in: state)
        case .any(let parts): return truth(ofAll: parts, being: false, in: state).map(!)
        case .atom(.site(let role, let number)):
            return state.sites[role].map { $0 == number } ?? state.truths[formula]
        case .atom(let atom): return state.truths[formula] ?? state.knowledge.truth(of: atom)
        }
    }

    /// Whether all these formulas are so.
    private mutating func truth(ofAll parts: [Formula], being wanted: Bool, in state: State) -> Bool? {
        var isOpen = false
        for part in parts {
            guard let truth = truth(of: part, in: state) else {
                isOpen = true
                continue
            }
            if truth != wanted { return false }
        }
        return isOpen ? nil : true
    }
}

extension Atom {
    /// The endpoints that are pods wherever it holds.
    fileprivate var pods: [EndpointRole] {
        switch self {
        case .sameNamespace(let first, let second), .sameLabel(_, _, let first, let second): [first, second]
        case .namedPort(let role, _, _), .isolated(let role, _): [role]
        default: []
        }
    }
}
