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
        case .atom(let atom): result = knowledge.truth(of: atom).map { $0 ? .always : .never } ?? formula
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
}
