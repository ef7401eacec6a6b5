import Diagnostics
import PolicyModel

/// The conditions that relations come down to, where they do: those of which `not` can be said.
struct Negations {
    /// By position in the program's relations; its variables are positions among the arguments.
    fileprivate var known: [Int: Result<EndpointCondition, Obstacle>] = [:]

    /// Why `not` cannot be said of a relation.
    enum Obstacle: Error, Hashable {
        case recursion(String)
        /// A rule needs an endpoint that is no argument.
        case existence(String, variable: String, SourceLocation)
        case connection(String, SourceLocation)
        case repetition(String, SourceLocation)
    }
}

extension Grounding {
    /// What it takes for a relation to hold; nil after an error has been reported.
    mutating func condition(
        of call: CheckedRule.Call, _ values: [Value?], at part: CheckedRule.Part
    ) -> EndpointCondition? {
        let pattern = call.valueArguments.map { argument -> Value? in
            if case .value(let term) = argument { term.value(values) } else { nil }
        }
        var parts: [EndpointCondition] = []
        for tuple in tuples[call.relation].matching(pattern) {
            guard let relation = relation(call.relation, tuple) else { continue }
            let equalities = zip(call.valueArguments, tuple).compactMap { argument, value -> EndpointCondition? in
                guard case .attribute(let variable, let attribute) = argument else { return nil }
                return attribute.condition(of: variable, in: [value], isNegated: false)
            }
            switch condition(of: relation, declaredAs: call.relation) {
            case .success(let condition):
                let arguments = call.endpointArguments
                parts.append(.conjunction(equalities + [condition.replacingVariables { arguments[$0] }]))
            case .failure(let obstacle):
                report(obstacle.diagnostic(at: part, text))
                return nil
            }
        }
        return .disjunction(parts)
    }

    private mutating func condition(
        of relation: Int, declaredAs signature: Int?
    ) -> Result<EndpointCondition, Negations.Obstacle> {
        if let known = negations.known[relation] { return known }
        let name = program.relations[relation].name
        if let signature, stratification.recursive.contains(signature) { return .failure(.recursion(name)) }
        // What is being found rests on itself if it is asked for once more.
        negations.known[relation] = .failure(.recursion(name))
        var parts: [EndpointCondition] = []
        for position in rulesOf[relation] {
            switch condition(of: program.rules[position], name) {
            case .success(let condition): parts.append(condition)
            case .failure(let obstacle):
                negations.known[relation] = .failure(obstacle)
                return .failure(obstacle)
            }
        }
        negations.known[relation] = .success(.disjunction(parts))
        return .success(.disjunction(parts))
    }

    private mutating func condition(
        of rule: DatalogProgram.Rule, _ name: String
    ) -> Result<EndpointCondition, Negations.Obstacle> {
        let arguments = rule.head.arguments
        guard Set(arguments).count == arguments.count else { return .failure(.repetition(name, rule.location)) }
        if let further = rule.variables.indices.first(where: { !arguments.contains($0) }) {
            return .failure(.existence(name, variable: rule.variables[further].name, rule.location))
        }
        let place = { (variable: Int) in arguments.firstIndex(of: variable) ?? 0 }
        var parts = rule.variables.enumerated().filter { $1.sort != .endpoint }.map { variable, declared in
            EndpointCondition.endpoint(place(variable), declared.sort.predicate)
        }
        for literal in rule.body {
            switch literal.part {
            case .attempt: return .failure(.connection(name, literal.location))
            case .condition(let condition): parts.append(condition.replacingVariables(place))
            case .call(let call):
                switch condition(of: call.relation, declaredAs: nil) {
                case .success(let condition):
                    parts.append(condition.replacingVariables { place(call.arguments[$0]) })
                case .failure(let obstacle): return .failure(obstacle)
                }
            }
        }
        return .success(.conjunction(parts))
    }
}

extension Negations.Obstacle {
    fileprivate func diagnostic(at part: CheckedRule.Part, _ text: SourceText) -> Diagnostic {
        let what = part.text.inBackticks
        var diagnostic: Diagnostic
        switch self {
        case .recursion(let name):
            diagnostic = text.error(
                "datalog-negation", part.span,
                "\(what) has no meaning yet: \(name.inBackticks) rests on itself, and on which endpoints exist",
                expected: "expected `not` before a relation that is a condition of its arguments")
        case .existence(let name, let variable, let location):
            diagnostic = text.error(
                "datalog-negation", part.span,
                "\(what) would mean that certain endpoints do not exist: \(name.inBackticks) needs a further one"
                    + (variable == "_" ? "" : ", \(variable.inBackticks)"),
                expected: "expected `not` before a relation that is a condition of its arguments",
                suggestion: "any pod may exist or not: say what holds of the endpoints that the rule names")
            diagnostic.related = [.init(location: location, message: "it is needed here")]
        case .connection(let name, let location):
            diagnostic = text.error(
                "datalog-negation", part.span,
                "\(what) would mean that none of many connections passes: \(name.inBackticks) asks for one",
                expected: "expected `not` before a relation that is a condition of its arguments",
                suggestion: "write `not connects(…)` in this rule, with the port named")
            diagnostic.related = [.init(location: location, message: "it is asked for here")]
        case .repetition(let name, let location):
            diagnostic = text.error(
                "datalog-not-modelled", part.span,
                "\(what) is not modelled yet: \(name.inBackticks) asks two of its arguments to be one endpoint",
                expected: "expected a relation of different arguments")
            diagnostic.related = [.init(location: location, message: "it does so here")]
        }
        return diagnostic
    }
}
