import Diagnostics
import NetworkModel
import PolicyModel

/// What comparisons ask of attributes, of endpoints, and of values.
extension RuleChecking {
    mutating func comparison(
        _ left: Syntax.Term, _ comparison: Syntax.Comparison, _ right: Syntax.Term, _ element: Syntax.Element,
        _ known: EndpointKnowledge
    ) -> ConditionTemplate? {
        let (one, other) = (attribute(of: left), attribute(of: right))
        if one == nil, other == nil { return valueComparison(left, comparison, right, element) }
        guard comparison == .equal || comparison == .unequal else {
            report(
                "datalog-sort", element.span, "\(comparison.rawValue.inBackticks) compares numbers",
                expected: "expected `=`, `!=` or `in`")
            return nil
        }
        let isNegated = (comparison == .unequal) != element.isNegated
        guard let one, let other else {
            // One of the two is an attribute.
            let (owner, attribute) = (one ?? other)!
            let term = one == nil ? left : right
            return self.attribute(owner, attribute, in: [term], isNegated: isNegated, element.span, known)
        }
        return relation(one, other, isNegated: isNegated, element.span, known)
    }

    /// The attribute that a term is or stands for.
    private func attribute(of term: Syntax.Term) -> (String, Syntax.Attribute)? {
        switch term.kind {
        case .attribute(let owner, let attribute): (owner, attribute)
        case .variable(let name): aliases[name].map { ($0.owner, $0.attribute) }
        default: nil
        }
    }

    /// How two endpoints relate. Same: both present and equal; its negation includes that either lacks it.
    private mutating func relation(
        _ one: (String, Syntax.Attribute), _ other: (String, Syntax.Attribute), isNegated: Bool, _ span: Span,
        _ known: EndpointKnowledge
    ) -> ConditionTemplate? {
        if isNegated {
            guard isPod(one.0, known, span), isPod(other.0, known, span) else { return nil }
        }
        let (left, right) = (endpoint(named: one.0), endpoint(named: other.0))
        let condition: EndpointCondition
        switch (one.1, other.1) {
        case (.namespaceName, .namespaceName): condition = .sameNamespace(left, right)
        case (.namespaceLabel(let key), .namespaceLabel) where one.1 == other.1:
            condition = .sameLabel(.namespace, key: key, left, right)
        case (.label(let key), .label) where one.1 == other.1: condition = .sameLabel(.pod, key: key, left, right)
        default:
            report(
                "datalog-not-modelled", span, "different attributes of endpoints are not compared yet",
                expected: "expected the same attribute of both, or a string")
            return nil
        }
        return .condition(isNegated ? condition.negated : condition)
    }

    /// That an endpoint is one of some others, or none of them.
    mutating func isOne(
        of others: [Syntax.Term], _ term: Syntax.Term, isNegated: Bool
    ) -> ConditionTemplate? {
        let positions = ([term] + others).map { endpointVariable($0) }
        guard positions.allSatisfy({ $0 != nil }), let one = positions[0] else { return nil }
        let same = positions.dropFirst().compactMap(\.self).map { EndpointCondition.sameEndpoint(one, $0) }
        return negate(.condition(.disjunction(same)), isNegated)
    }

    private mutating func endpointVariable(_ term: Syntax.Term) -> Int? {
        if case .variable(let name) = term.kind { return sorts[name]?.endpoint == nil ? nil : endpoint(named: name) }
        _ = value(term, for: .endpoint(.endpoint))
        return nil
    }

    private mutating func valueComparison(
        _ left: Syntax.Term, _ comparison: Syntax.Comparison, _ right: Syntax.Term, _ element: Syntax.Element
    ) -> ConditionTemplate? {
        let names = [left, right].compactMap(\.variable)
        guard let sort = names.compactMap({ sorts[$0] }).first else {
            report(
                "datalog-sort", element.span, "two constants are compared",
                expected: "expected a variable or an attribute")
            return nil
        }
        if sort != .port, comparison != .equal, comparison != .unequal {
            report(
                "datalog-sort", element.span, "\(comparison.rawValue.inBackticks) compares numbers",
                expected: "expected `=`, `!=` or `in`")
            return nil
        }
        if sort.endpoint != nil {
            return isOne(of: [right], left, isNegated: (comparison == .unequal) != element.isNegated)
        }
        guard let one = valueTerm(left, for: sort), let other = valueTerm(right, for: sort) else { return nil }
        return negate(.comparison(one, comparison, other), element.isNegated)
    }
}
