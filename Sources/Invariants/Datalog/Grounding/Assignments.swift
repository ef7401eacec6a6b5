import PolicyModel

/// Finds all values of a rule's variables for which what it asks of values can hold.
struct Assignments {
    /// One way: the values of the variables, and the tuple that each call matched, by its position among the parts.
    struct Assignment {
        var values: [Value?]
        var tuples: [Int: [Value]] = [:]
        /// The endpoints of each call: its own, and those that hold a value of the tuple and are no argument as written.
        var arguments: [Int: [Int]] = [:]
        /// Endpoint variables beyond those of the rule.
        var further: [DatalogProgram.Variable] = []
    }

    let rule: CheckedRule
    let tuples: [ValueTuples]
    private(set) var found: [Assignment] = []
    /// How many combinations may still be looked at.
    private(set) var budget: Int
    /// The position of a part that would compare two different attributes.
    private(set) var comparesAttributes: Int?

    init(of rule: CheckedRule, _ tuples: [ValueTuples], budget: Int) {
        self.rule = rule
        self.tuples = tuples
        self.budget = budget
        match(0, Assignment(values: rule.values.map { _ in nil }))
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
            var next = assignment
            guard budget > 0, bind(call, to: tuple, at: position, &next) else { continue }
            match(position + 1, next)
        }
    }

    /// Takes the values of a tuple for the arguments of a call; false where a variable would have two values.
    private mutating func bind(
        _ call: CheckedRule.Call, to tuple: [Value], at position: Int, _ assignment: inout Assignment
    ) -> Bool {
        var arguments = call.endpointArguments
        let holders = tuple.compactMap { $0.held?.holder }.max() ?? -1
        while arguments.count <= holders {
            arguments.append(rule.endpoints.count + assignment.further.count)
            assignment.further.append(DatalogProgram.Variable(name: "_", sort: .pod))
        }
        let values = tuple.map { $0.replacingHolder { arguments[$0] } }
        for (argument, value) in zip(call.valueArguments, values) {
            let known = argument.value(assignment.values)
            if let known, known.isOtherAttribute(than: value) { comparesAttributes = position }
            guard case .value(.variable(let variable)) = argument else { continue }
            if let known {
                guard known == value || known.held != nil || value.held != nil else { return false }
            } else {
                assignment.values[variable] = value
            }
        }
        assignment.tuples[position] = tuple
        assignment.arguments[position] = arguments
        return true
    }

    /// Gives variables that comparisons list each of their values.
    private mutating func list(_ variable: Int, _ assignment: Assignment) {
        guard budget > 0 else { return }
        guard variable < rule.values.count else {
            budget -= 1
            noteComparisons(assignment.values)
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

    private mutating func noteComparisons(_ values: [Value?]) {
        for (position, part) in rule.parts.enumerated() {
            guard case .condition(let template) = part.kind, template.comparesAttributes(values) else { continue }
            comparesAttributes = position
        }
    }

    private func meetsTests(_ values: [Value?]) -> Bool {
        rule.parts.allSatisfy { part in
            guard case .condition(let template) = part.kind else { return true }
            return template.condition(values) != .never
        }
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

    /// Nil for an endpoint, and for what has no value yet.
    func value(_ values: [Value?]) -> Value? {
        switch self {
        case .endpoint: nil
        case .value(let term): term.value(values)
        case .attribute(let variable, let attribute): .held(.init(attribute: attribute, holder: variable))
        }
    }
}
