import NetworkModel
import PolicyModel

/// A rule with values in the place of its variables.
struct RuleInstance {
    /// What is asked apart from conditions of endpoints: instances that agree in this are one rule.
    struct Frame: Hashable {
        var head: DatalogProgram.Call
        /// Endpoint variables beyond those of the rule.
        var further: [DatalogProgram.Variable]
        var attempts: [DatalogProgram.Attempt] = []
        var agreements: [DatalogProgram.Agreement] = []
        /// By the position of the part that says so.
        var calls: [Int: DatalogProgram.Call] = [:]
        var tries: [Int: Try] = [:]
    }

    struct Try: Hashable {
        var attempt: Int
        var gate: DatalogProgram.Gate
        var passes: Bool
    }

    private(set) var frame: Frame
    /// By variables of protocols and ports: the last attempt so far that is told by it.
    private var told: [Int: Int] = [:]
    /// By the position of the part that says so.
    private(set) var conditions: [Int: EndpointCondition] = [:]

    /// Nil where it can never hold, or an error has been reported.
    init?(
        _ rule: CheckedRule, _ assignment: Assignments.Assignment, head: DatalogProgram.Call,
        in grounding: inout Grounding
    ) {
        frame = Frame(head: head, further: assignment.further)
        var attempts: [AttemptTerms: Int] = [:]
        for (position, part) in rule.parts.enumerated() {
            switch part.kind {
            case .constraint: continue
            case .condition(let template):
                let condition = template.condition(assignment.values)
                if condition == .never { return nil }
                conditions[position] = condition
            case .call(let call, isNegated: false):
                guard add(call, assignment, at: position, grounding) else { return nil }
            case .call(let call, isNegated: true):
                guard let condition = grounding.condition(of: call, assignment.values, at: part)?.negated else {
                    return nil
                }
                if condition == .never { return nil }
                conditions[position] = condition
            case .attempt(let attempt):
                guard add(attempt, rule, assignment.values, at: position, &attempts, grounding.text) else { return nil }
            }
        }
    }

    private mutating func add(
        _ call: CheckedRule.Call, _ assignment: Assignments.Assignment, at position: Int, _ grounding: Grounding
    ) -> Bool {
        let tuple = assignment.tuples[position] ?? []
        let arguments = assignment.arguments[position] ?? call.endpointArguments
        guard let relation = grounding.relation(call.relation, tuple) else { return false }
        let equality = EndpointCondition.conjunction(
            zip(call.valueArguments, tuple).compactMap { argument, value in
                argument.value(assignment.values)?.equals(value.replacingHolder { arguments[$0] })
            })
        if equality == .never { return false }
        if equality != .always { conditions[position] = equality }
        if !grounding.isFact(relation) {
            frame.calls[position] = DatalogProgram.Call(relation: relation, arguments: arguments)
        }
        return true
    }

    private mutating func add(
        _ attempt: CheckedRule.Attempt, _ rule: CheckedRule, _ values: [Value?], at position: Int,
        _ attempts: inout [AttemptTerms: Int], _ text: SourceText
    ) -> Bool {
        // Variables with values are told by them: `connects(P, Q, tcp, Port)` with 80 for the port is about port 80.
        var terms = AttemptTerms(attempt)
        terms.proto = terms.proto.settled(values)
        if case .value(let term) = terms.port { terms.port = .value(term.settled(values)) }
        let number: Int
        if terms.isNamed, let known = attempts[terms] {
            number = known
        } else {
            let target = TargetChoice(of: terms, rule, values)
            guard !target.isEmpty else { return false }
            number = frame.attempts.count
            attempts[terms] = number
            agree(terms, number)
            frame.attempts.append(
                DatalogProgram.Attempt(
                    source: terms.source, destination: terms.destination,
                    ports: target.entries(at: text.location(rule.parts[position].span))))
        }
        frame.tries[position] = Try(attempt: number, gate: attempt.gate, passes: attempt.passes)
        return true
    }
}

extension RuleInstance {
    /// Attempts that are told by one variable agree in what it stands for.
    private mutating func agree(_ terms: AttemptTerms, _ number: Int) {
        if case .variable(let variable) = terms.proto { agree(.transport, variable, number) }
        if case .value(.variable(let variable)) = terms.port { agree(.port, variable, number) }
    }

    private mutating func agree(
        _ subject: DatalogProgram.Agreement.Subject, _ variable: Int, _ number: Int
    ) {
        if let other = told[variable] { frame.agreements.append(.init(subject, other, number)) }
        told[variable] = number
    }
}

extension CheckedRule.ValueTerm {
    fileprivate func settled(_ values: [Value?]) -> Self { value(values).map { .constant($0) } ?? self }
}

extension TargetChoice {
    /// What an attempt aims at.
    fileprivate init(of terms: AttemptTerms, _ rule: CheckedRule, _ values: [Value?]) {
        let variables = Set(terms.variables)
        self.init(
            rule.parts.compactMap { part in
                guard case .constraint(let variable, let constraint) = part.kind, variables.contains(variable) else {
                    return nil
                }
                return constraint
            }, values: values)
        if case .constant(.proto(let transport)) = terms.proto { protocols = [transport] }
        switch terms.port {
        case .value(.constant(.port(let port))): numbers = IntervalSet([port...port])
        case .choice(let choice): (numbers, names) = (choice.numbers, choice.names)
        case .value: break
        }
    }
}
