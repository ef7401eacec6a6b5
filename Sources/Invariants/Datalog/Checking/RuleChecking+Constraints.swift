import Diagnostics
import NetworkModel
import PolicyModel

extension RuleChecking {
    /// What an element asks of the protocol or port of an attempt; nil where it asks for something else, nothing inside
    /// after an error has been reported.
    mutating func constraint(_ element: Syntax.Element) -> (variable: Int, CheckedRule.Constraint?)? {
        switch element.kind {
        case .membership(let term, let terms):
            guard let variable = attemptVariable(term) else { return nil }
            return (variable, membership(variable, terms, element))
        case .comparison(let left, let comparison, let right):
            if let variable = attemptVariable(left) {
                return (variable, self.comparison(variable, comparison, right, element))
            }
            guard let variable = attemptVariable(right) else { return nil }
            return (variable, self.comparison(variable, comparison.mirrored, left, element))
        case .application, .has, .flag, .group: return nil
        }
    }

    private func attemptVariable(_ term: Syntax.Term) -> Int? {
        guard case .variable(let name) = term.kind, let variable = valuePositions[name],
            values[variable].source == .attempt
        else { return nil }
        return variable
    }

    private mutating func membership(
        _ variable: Int, _ terms: [Syntax.Term], _ element: Syntax.Element
    ) -> CheckedRule.Constraint? {
        if values[variable].sort == .proto {
            let protocols = terms.compactMap { term -> TransportProtocol? in
                if case .proto(let transport)? = value(term, for: .proto) { transport } else { nil }
            }
            guard protocols.count == terms.count else { return nil }
            return .protocols(
                element.isNegated ? TransportProtocol.allCases.filter { !protocols.contains($0) } : protocols)
        }
        var choice = CheckedRule.PortChoice()
        for term in terms {
            guard let part = choiceOfPorts(term) else { return nil }
            choice.numbers = choice.numbers.union(part.numbers)
            choice.names += part.names
        }
        return element.isNegated ? complement(of: choice, element.span) : .ports(choice)
    }

    private mutating func choiceOfPorts(_ term: Syntax.Term) -> CheckedRule.PortChoice? {
        switch term.kind {
        case .string(let name): return portName(name, term.span).map { .init(names: [$0]) }
        case .range(let lower, let upper): return ports(lower, upper, term.span).map { .init(numbers: $0) }
        default:
            guard case .port(let port)? = value(term, for: .port) else { return nil }
            return .init(numbers: IntervalSet([port...port]))
        }
    }

    private mutating func complement(of choice: CheckedRule.PortChoice, _ span: Span) -> CheckedRule.Constraint? {
        guard choice.names.isEmpty else {
            report(
                "datalog-not-modelled", span, "ports that are not called by a name are not modelled yet",
                expected: "expected numbers")
            return nil
        }
        return .ports(.init(numbers: choice.numbers.complement(in: PortSet.validPorts)))
    }

    private mutating func comparison(
        _ variable: Int, _ comparison: Syntax.Comparison, _ other: Syntax.Term, _ element: Syntax.Element
    ) -> CheckedRule.Constraint? {
        let comparison = element.isNegated ? comparison.negated : comparison
        if values[variable].sort == .proto, comparison != .equal, comparison != .unequal {
            report(
                "datalog-sort", element.span, "\(comparison.rawValue.inBackticks) compares numbers",
                expected: "expected `=`, `!=` or `in`")
            return nil
        }
        if case .variable(let name) = other.kind {
            guard let value = valuePositions[name], values[value].source != .attempt else {
                report(
                    "datalog-not-modelled", element.span, "ports of two connections are not compared yet",
                    expected: "expected a value, or a variable that a relation gives values",
                    suggestion: comparison == .equal ? "use one name for what is to be the same" : nil)
                return nil
            }
            return .compared(comparison, with: value)
        }
        if values[variable].sort == .proto {
            guard case .proto(let transport)? = value(other, for: .proto) else { return nil }
            return .protocols(TransportProtocol.allCases.filter { ($0 == transport) == (comparison == .equal) })
        }
        guard let choice = choiceOfPorts(other) else { return nil }
        switch comparison {
        case .equal: return .ports(choice)
        case .unequal: return complement(of: choice, element.span)
        default:
            guard case .number(let number) = other.kind, let port = port(number, other.span) else {
                report("datalog-sort", other.span, "the comparison needs a number", expected: "expected a number")
                return nil
            }
            return .ports(.init(numbers: comparison.ports(port)))
        }
    }
}

extension DatalogSyntax.Comparison {
    /// The same with the sides exchanged.
    var mirrored: Self {
        switch self {
        case .equal, .unequal: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    var negated: Self {
        switch self {
        case .equal: .unequal
        case .unequal: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }

    /// The ports that stand in this relation to one.
    func ports(_ port: UInt16) -> IntervalSet<UInt16> {
        let valid = PortSet.validPorts
        let ranges: [ClosedRange<UInt16>] =
            switch self {
            case .equal: [port...port]
            case .unequal: IntervalSet([port...port]).complement(in: valid).ranges
            case .less: port > valid.lowerBound ? [valid.lowerBound...(port - 1)] : []
            case .lessOrEqual: [valid.lowerBound...port]
            case .greater: port < valid.upperBound ? [(port + 1)...valid.upperBound] : []
            case .greaterOrEqual: [port...valid.upperBound]
            }
        return IntervalSet(ranges)
    }
}
