import NetworkModel

/// Simplifies formulas of one table under fixed knowledge, remembering what it has seen.
public struct Simplification {
    public let knowledge: Knowledge
    private var memo: [Formula: Formula] = [:]

    public init(under knowledge: Knowledge) {
        self.knowledge = knowledge
    }

    /// A formula equal to `formula` in every state that the knowledge permits.
    public mutating func simplified(_ formula: Formula, in table: inout FormulaTable) -> Formula {
        if formula == .always || formula == .never { return formula }
        if let known = memo[formula] { return known }
        let result: Formula
        switch table[formula] {
        case .constant: result = formula
        case .atom(let atom): result = simplified(atom, as: formula, in: &table)
        case .not(let inner):
            let simpler = simplified(inner, in: &table)
            result = simpler == inner ? formula : table.not(simpler)
        case .all(let parts):
            let simpler = parts.map { simplified($0, in: &table) }
            result = simpler == parts ? formula : table.all(simpler)
        case .any(let parts):
            let simpler = parts.map { simplified($0, in: &table) }
            result = simpler == parts ? formula : table.any(simpler)
        }
        memo[formula] = result
        return result
    }

    private func simplified(_ atom: Atom, as formula: Formula, in table: inout FormulaTable) -> Formula {
        switch atom {
        case .isPod(let role):
            return knowledge.isPod[role].map { $0 ? .always : .never } ?? formula
        case .isNode(let role): return knowledge.isPod[role] == true ? .never : formula
        case .label(let variable, let set):
            guard let known = knowledge.labels[variable] else { return formula }
            if known.isSubset(of: set) { return .always }
            return known.isDisjoint(with: set) ? .never : formula
        case .target(let set):
            return simplified(set, as: formula)
        case .address(let role, let set):
            guard let known = knowledge.addresses[role] else { return formula }
            let common = known.intersection(set)
            if common.isEmpty { return .never }
            return common == known ? .always : formula
        case .namedPort(let role, _, let transport):
            if knowledge.isPod[role] == false { return .never }
            return knowledge.target.intersection(PortSet(transport)).isEmpty ? .never : formula
        case .workload(let role, let identity):
            return knowledge.workload[role].map { $0 == identity ? .always : .never } ?? formula
        case .sameNamespace(let first, let second):
            if let known = knowledge.isSameNamespace { return known ? .always : .never }
            let isNoPod = knowledge.isPod[first] == false || knowledge.isPod[second] == false
            return isNoPod ? .never : formula
        case .sameLabel(_, _, let first, let second):
            let isNoPod = knowledge.isPod[first] == false || knowledge.isPod[second] == false
            return isNoPod ? .never : formula
        case .choice(let choice):
            return knowledge.choices[choice].map { $0 ? .always : .never } ?? formula
        case .isolated(let role, _):
            return knowledge.isPod[role] == false ? .never : formula
        case .site, .sameEndpoint, .ownerAllows, .ownerDenies, .premise:
            return formula
        }
    }

    private func simplified(_ set: PortSet, as formula: Formula) -> Formula {
        let common = knowledge.target.intersection(set)
        if common.isEmpty { return .never }
        return common == knowledge.target ? .always : formula
    }
}
