import Diagnostics
import PolicyModel

/// The arguments of violations, and the claims that come of them.
struct Violations {
    private let rules: [CheckedRule]
    private let text: SourceText
    private let signatures: Signatures

    /// Reports violations whose rules do not agree in their arguments, and arguments to protect that are none.
    init(
        _ rules: [CheckedRule], _ signatures: Signatures, _ text: SourceText, into diagnostics: inout Diagnostics
    ) {
        self.rules = rules
        self.text = text
        self.signatures = signatures
        for invariant in signatures.invariants {
            let own = rules.filter { $0.relation == invariant.violation }
            guard let first = own.first else { continue }
            for rule in own.dropFirst() where kinds(rule) != kinds(first) {
                diagnostics.report(
                    text.error(
                        "datalog-arity", rule.span, "violations of one invariant have different arguments",
                        expected: "expected as many as in the first rule, of the same sorts",
                        related: [(first.span, "the first is here")]))
            }
            for term in invariant.head.protected where position(term, first) == nil {
                diagnostics.report(
                    text.error(
                        "protect", term.span, "violations have no endpoint for argument \(DatalogText.text(of: term))",
                        expected: "expected the number of an argument that may be a pod, counted from 1",
                        related: [(first.span, "violations are derived here")]))
            }
        }
    }

    private func kinds(_ rule: CheckedRule) -> [Bool] { rule.head.map { $0.endpoint != nil } }

    /// Which of the endpoints of a violation an argument is, if it may be a pod.
    private func position(_ term: DatalogSyntax.Term, _ rule: CheckedRule) -> Int? {
        guard case .number(let number?) = term.kind, rule.head.indices.contains(number - 1),
            rules.contains(where: { $0.relation == rule.relation && $0.mayBePod(number - 1) })
        else { return nil }
        return rule.head[..<(number - 1)].count { $0.endpoint != nil }
    }

    func invariant(_ invariant: Signatures.Invariant, _ grounding: Grounding) -> PolicyModel.Invariant {
        let head = invariant.head
        let claim: DerivedClaim
        if let violation = grounding.relation(invariant.violation, []) {
            let sorts = grounding.program.relations[violation].sorts
            let first = rules.first { $0.relation == invariant.violation }
            let asked = head.protected.compactMap { term in first.flatMap { position(term, $0) } }
            let last = sorts.indices.last { sorts[$0].admitsPods }
            let protected = asked.isEmpty ? [last].compactMap(\.self) : Array(Set(asked)).sorted()
            claim = DerivedClaim(
                program: grounding.program.slice(for: violation, rulesOf: grounding.rulesOf), protected: protected)
        } else {
            // No rule can ever hold, as `DeadRules` tells.
            let relation = DatalogProgram.Relation(
                name: BuiltIn.violation, sorts: [], location: text.location(head.name.span))
            claim = DerivedClaim(program: DatalogProgram(relations: [relation]), protected: [])
        }
        return PolicyModel.Invariant(
            name: head.name.text, description: head.description, severity: invariant.severity, claim: .derived(claim),
            location: text.location(head.name.span))
    }
}

extension CheckedRule {
    /// Whether an argument of the head is an endpoint, and no address or node for certain.
    fileprivate func mayBePod(_ argument: Int) -> Bool {
        guard head.indices.contains(argument), let variable = head[argument].endpoint else { return false }
        return endpoints[variable].sort.admitsPods
    }
}

extension DerivedClaim {
    /// Of a slice the violation comes first.
    fileprivate init(program: DatalogProgram, protected: [Int]) {
        self.init(program: program, violation: 0, protected: protected)
    }
}

extension DatalogProgram {
    /// What one relation rests on, that relation first.
    fileprivate func slice(for relation: Int, rulesOf: [[Int]]) -> DatalogProgram {
        var order = [relation]
        var numbers = [relation: 0]
        var position = 0
        while position < order.count {
            for rule in rulesOf[order[position]] {
                for call in rules[rule].calls where numbers[call.relation] == nil {
                    numbers[call.relation] = order.count
                    order.append(call.relation)
                }
            }
            position += 1
        }
        // All relations that the kept rules name have a number.
        let renumber = { (call: Call) in Call(relation: numbers[call.relation] ?? 0, arguments: call.arguments) }
        let kept = order.flatMap { rulesOf[$0] }.sorted().map { rules[$0].renumbered(renumber) }
        return DatalogProgram(relations: order.map { relations[$0] }, rules: kept)
    }
}

extension DatalogProgram.Rule {
    fileprivate func renumbered(_ renumber: (DatalogProgram.Call) -> DatalogProgram.Call) -> Self {
        var rule = self
        rule.head = renumber(head)
        rule.body = body.map { literal in
            guard case .call(let call) = literal.part else { return literal }
            return DatalogProgram.Literal(.call(renumber(call)), text: literal.text, location: literal.location)
        }
        return rule
    }
}
