import PolicyModel

/// Gathers the atoms that formulas of one table are made of, each once, in order of appearance.
struct AtomCollector {
    private(set) var atoms: [Atom] = []
    private var seen: Set<Formula> = []

    mutating func visit(_ formula: Formula, in table: FormulaTable) {
        guard seen.insert(formula).inserted else { return }
        switch table[formula] {
        case .constant: break
        case .atom(let atom): atoms.append(atom)
        case .not(let inner): visit(inner, in: table)
        case .all(let parts), .any(let parts): for part in parts { visit(part, in: table) }
        }
    }

    mutating func visit(_ formulas: some Sequence<Formula>, in table: FormulaTable) {
        for formula in formulas { visit(formula, in: table) }
    }
}

extension AtomCollector {
    var hasAddresses: Bool {
        atoms.contains { atom in
            if case .address = atom { true } else { false }
        }
    }

    /// The unspecified behaviour that occurs, in canonical order.
    var choices: [Choice] {
        atoms.compactMap { atom in
            if case .choice(let choice) = atom { choice } else { nil }
        }.sorted()
    }
}
