import PolicyModel

/// Finds all values of a rule's variables for which what it asks of values can hold.
struct Assignments {
    /// One way: the values of the variables, and the tuple that each call matched, by its position among the parts.
    struct Assignment {
        var values: [Value?]
        var tuples: [Int: [Value]]
    }

    let rule: CheckedRule
    let tuples: [ValueTuples]
    private(set) var found: [Assignment] = []
    /// How many combinations may still be looked at.
    private(set) var budget: Int

    init(of rule: CheckedRule, _ tuples: [ValueTuples], budget: Int) {
        self.rule = rule
        self.tuples = tuples
        self.budget = budget
        match(0, Assignment(values: rule.values.map { _ in nil }, tuples: [:]))
    }

    private mutating func match(_ position: Int, _ assignment: Assignment) {
        guard budget > 0 else { return }
        guard position < rule.parts.count else { return list(0, assignment) }
        guard case .call(let call, isNegated: false) = rule.parts[position].kind else {
            return match(position + 1, assignment)
        }
        let terms = call.valueArguments
        let pattern = terms.map { term -> Value? in
            if case .value(let term) = term { term.value(assignment.values) } else { nil }
        }
        for tuple in tuples[call.relation].matching(pattern) {
            budget -= 1
            guard budget > 0, let bound = assignment.binding(terms, to: tuple) else { continue }
            var next = bound
            next.tuples[position] = tuple
            match(position + 1, next)
        }
    }

    /// Gives variables that comparisons list each of their values.
    private mutating func list(_ variable: Int, _ assignment: Assignment) {
        guard budget > 0 else { return }
        guard variable < rule.values.count else {
            budget -= 1
            if meetsTests(assignment.values) { found.append(assignment) }
            return
        }
        guard case .list(let values) = rule.values[variable].source, assignment.values[variable] == nil else {
            return list(variable + 1, assignment)
        }
        for value in values {
            var next = assignment
            next.values[variable] = value
            list(variable + 1, next)
        }
    }

    private func meetsTests(_ values: [Value?]) -> Bool {
        rule.parts.allSatisfy { part in
            guard case .condition(let template) = part.kind else { return true }
            return template.condition(values) != .never
        }
    }
}

extension Assignments.Assignment {
    /// The same with variables bound to a tuple; nil where a variable would have two values.
    fileprivate func binding(_ terms: [CheckedRule.Argument], to tuple: [Value]) -> Self? {
        var result = self
        for (term, value) in zip(terms, tuple) {
            guard case .value(.variable(let variable)) = term else { continue }
            if let known = result.values[variable], known != value { return nil }
            result.values[variable] = value
        }
        return result
    }
}

extension CheckedRule.Call {
    /// The arguments that are no endpoints, in order.
    var valueArguments: [CheckedRule.Argument] { arguments.filter { $0.endpoint == nil } }

    /// The variables of the arguments that are endpoints, in order.
    var endpointArguments: [Int] { arguments.compactMap(\.endpoint) }
}

extension CheckedRule.Argument {
    var endpoint: Int? { if case .endpoint(let variable) = self { variable } else { nil } }
}
