import PolicyModel

extension ExpectedOpening {
    func formula(meaning: Meaning, in table: inout FormulaTable) -> Formula {
        table.all([
            meaning.formula(of: from, at: .source, in: &table), meaning.formula(of: to, at: .destination, in: &table),
            meaning.formula(of: ports, in: &table),
        ])
    }
}
