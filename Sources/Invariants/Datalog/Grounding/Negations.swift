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
    }
}

extension Grounding {
    /// What it takes for a relation to hold; nil after an error has been reported.
    mutating func condition(
        of call: CheckedRule.Call, _ values: [Value?], at part: CheckedRule.Part
    ) -> EndpointCondition? {
        let asked = call.valueArguments.map { $0.value(values) }
        let arguments = call.endpointArguments
        var parts: [EndpointCondition] = []
        for tuple in tuples[call.relation].matching(asked) {
            guard let relation = relation(call.relation, tuple) else { continue }
            switch condition(of: relation, declaredAs: call.relation, arity: arguments.count) {
            case .success(let condition):
                let tuple = tuple.map { $0.replacingHolder { arguments[$0] } }
                if zip(asked, tuple).contains(where: { $0?.isOtherAttribute(than: $1) ?? false }) {
                    reportAttributes(part)
                    return nil
                }
                let equalities = zip(asked, tuple).compactMap { $0?.equals($1) }
                parts.append(.conjunction(equalities + [condition.replacingVariables { arguments[$0] }]))
            case .failure(let obstacle):
                report(obstacle.diagnostic(at: part, text))
                return nil
            }
        }
        return .disjunction(parts)
    }

    /// - Parameter arity: how many endpoints are given; whatever else the relation rests on would have to exist.
    private mutating func condition(
        of relation: Int, declaredAs signature: Int?, arity: Int
    ) -> Result<EndpointCondition, Negations.Obstacle> {
        let name = program.relations[relation].name
        if let signature, stratification.recursive.contains(signature) { return .failure(.recursion(name)) }
        if let rule = rulesOf[relation].first, program.relations[relation].sorts.count > arity {
            return .failure(.existence(name, variable: "_", program.rules[rule].location))
        }
        if let known = negations.known[relation] { return known }
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
        if let further = rule.variables.indices.first(where: { !arguments.contains($0) }) {
            return .failure(.existence(name, variable: rule.variables[further].name, rule.location))
        }
        let place = { (variable: Int) in arguments.firstIndex(of: variable) ?? 0 }
        var parts = rule.variables.enumerated().filter { $1.sort != .endpoint }.map { variable, declared in
            declared.sort.condition(of: place(variable))
        }
        parts += arguments.enumerated().filter { place($1) != $0 }.map { .sameEndpoint(place($1), $0) }
        for literal in rule.body {
            switch literal.part {
            case .attempt: return .failure(.connection(name, literal.location))
            case .condition(let condition): parts.append(condition.replacingVariables(place))
            case .call(let call):
                switch condition(of: call.relation, declaredAs: nil, arity: call.arguments.count) {
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
        }
        return diagnostic
    }
}
