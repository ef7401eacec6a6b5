import Diagnostics
import NetworkModel
import PolicyModel

extension RuleChecking {
    // MARK: Constants

    /// A constant as a value of a sort; nil after an error has been reported.
    mutating func value(_ term: Syntax.Term, for sort: Sort?) -> Value? {
        switch (term.kind, sort) {
        case (.string(let string), .string?), (.string(let string), nil): return .string(string)
        case (.number(let number), .port?), (.number(let number), nil):
            return port(number, term.span).map { .port($0) }
        case (.word(let word), .proto?), (.word(let word), nil): return proto(word, term.span).map { .proto($0) }
        case (.string, .endpoint?):
            report(
                "datalog-sort", term.span, "a string is no endpoint", expected: "expected a variable",
                suggestion: "say what is known of the endpoint, as `P.workload = \"shop/Deployment/frontend\"`")
        case (.string, .port?):
            report(
                "datalog-sort", term.span, "a string is no port here", expected: "expected a number",
                suggestion: "names of ports stand in `connects` and in comparisons of its port")
        case (.word(let word), _) where word != "tcp" && word != "udp" && word != "sctp":
            report(
                "datalog-sort", term.span, "\(word.inBackticks) is no variable",
                expected: sort.map { "expected \($0.inWords)" } ?? "expected a variable or a value",
                suggestion: "variables begin with a capital letter, strings stand in double quotes")
        default:
            report(
                "datalog-sort", term.span,
                "\(DatalogText.text(of: term).inBackticks) is not \(sort?.inWords ?? "a value")",
                expected: sort.map { "expected \($0.inWords)" })
        }
        return nil
    }

    mutating func port(_ number: Int?, _ span: Span) -> UInt16? {
        if let number, let port = UInt16(exactly: number), PortSet.validPorts.contains(port) { return port }
        report(
            "datalog-port", span, number.map { "`\($0)` is no port" } ?? "the number is no port",
            expected: "expected a number from 1 to 65535")
        return nil
    }

    mutating func proto(_ word: String, _ span: Span) -> TransportProtocol? {
        if let match = TransportProtocol.allCases.first(where: { $0.name.lowercased() == word }) { return match }
        report(
            "datalog-sort", span, "unknown protocol \(word.inBackticks)", expected: "expected `tcp`, `udp` or `sctp`",
            suggestion: SpellingSuggestion.sentence(for: word, among: ["tcp", "udp", "sctp"]))
        return nil
    }

    /// The ports from one number to another.
    mutating func ports(_ lower: Int?, _ upper: Int?, _ span: Span) -> IntervalSet<UInt16>? {
        guard let lower = port(lower, span), let upper = port(upper, span) else { return nil }
        guard lower <= upper else {
            report(
                "datalog-port", span, "the range is empty", expected: "expected the smaller number first",
                suggestion: "did you mean `\(upper)..\(lower)`?")
            return nil
        }
        return IntervalSet([lower...upper])
    }

    // MARK: Variables

    /// Notes what gives a variable of strings, protocols or ports its values.
    mutating func addValue(_ name: String) {
        guard let sort = sorts[name], sort.endpoint == nil, aliases[name] == nil else { return }
        let source: CheckedRule.ValueVariable.Source
        if elements.contains(where: { $0.callsRelation(with: name, signatures) }) {
            source = .calls
        } else if sort != .string, isOfAttempt(name), !isHandedOn(name) {
            source = .attempt
        } else if let list = listedValues(of: name, sort) {
            source = .list(list)
        } else {
            if sort != .string, isOfAttempt(name) { reportPassedOn(name, span(of: name)) }
            return
        }
        valuePositions[name] = values.count
        values.append(CheckedRule.ValueVariable(name: name, sort: sort, source: source))
    }

    /// Whether a relation gets it, the violation apart, of which nobody asks for ports.
    private func isHandedOn(_ name: String) -> Bool {
        let isOfHead = head.arguments.contains { $0.kind == .variable(name) }
        let isAsked = elements.contains { element in
            guard case .application(let application) = element.kind, BuiltIn(rawValue: application.name.text) == nil
            else { return false }
            return application.arguments.contains { $0.kind == .variable(name) }
        }
        return isAsked || isOfHead && signatures.relations[relation].invariant == nil
    }

    private func isOfAttempt(_ name: String) -> Bool {
        elements.contains { element in
            guard case .application(let application) = element.kind,
                BuiltIn(rawValue: application.name.text)?.gate != nil
            else { return false }
            return application.arguments.contains { $0.kind == .variable(name) }
        }
    }

    /// The values that a comparison gives a variable; nil if none does.
    private mutating func listedValues(of name: String, _ sort: Sort) -> [Value]? {
        for element in elements where !element.isNegated {
            switch element.kind {
            case .comparison(let left, .equal, let right):
                let other = left.kind == .variable(name) ? right : right.kind == .variable(name) ? left : nil
                if let other, other.isConstant { return value(other, for: sort).map { [$0] } ?? [] }
            case .membership(let term, let terms) where term.kind == .variable(name):
                guard terms.allSatisfy(\.isConstant) else { continue }
                return terms.flatMap { listed($0, sort) }
            default: continue
            }
        }
        return nil
    }

    private mutating func listed(_ term: Syntax.Term, _ sort: Sort) -> [Value] {
        if case .range(let lower, let upper) = term.kind, sort == .port {
            return ports(lower, upper, term.span)?.ranges.flatMap { $0.map(Value.port) } ?? []
        }
        return value(term, for: sort).map { [$0] } ?? []
    }

    /// Notes a variable that stands for an attribute: `P.label["tenant"] = T`.
    mutating func findAlias(_ element: Syntax.Element, at position: Int) {
        guard !element.isNegated, case .comparison(let left, .equal, let right) = element.kind else { return }
        for (term, other) in [(left, right), (right, left)] {
            guard case .variable(let name) = term.kind, case .attribute(let owner, let attribute) = other.kind,
                aliases[name] == nil, !elements.contains(where: { $0.callsRelation(with: name, signatures) }),
                !elements.contains(where: { $0.lists(name) })
            else { continue }
            aliases[name] = (owner, attribute)
            aliasElements.insert(position)
        }
    }

    // MARK: Errors

    func span(of name: String) -> Span {
        let terms = head.arguments + elements.flatMap(\.terms)
        return terms.first { $0.kind == .variable(name) }?.span ?? ruleSpan
    }

    mutating func reportPassedOn(_ name: String, _ span: Span) {
        report(
            "datalog-not-modelled", span,
            "\(name.inBackticks) is of a connection, and cannot be handed to a relation yet",
            expected: "expected values that facts or `in` list",
            suggestion: "list the values, as `\(name) in {…}`")
    }

    mutating func reportUnbound(_ name: String, _ span: Span) {
        report(
            "datalog-unbound", span, "nothing says what \(name.inBackticks) is", expected: "expected it in the body",
            suggestion: "write `pod(\(name))` if any pod at all is meant")
    }
}

extension DatalogSyntax.Term {
    var isConstant: Bool {
        switch kind {
        case .string, .number, .range, .word: true
        case .variable, .anonymous, .attribute: false
        }
    }
}

extension DatalogSyntax.Element {
    /// Whether it uses a relation of the file, and not under `not`, with a variable among the arguments.
    func callsRelation(with name: String, _ signatures: Signatures) -> Bool {
        guard !isNegated, case .application(let application) = kind, signatures[application.name.text] != nil else {
            return false
        }
        return application.arguments.contains { $0.kind == .variable(name) }
    }

    /// Whether it lists the values of a variable.
    fileprivate func lists(_ name: String) -> Bool {
        guard !isNegated else { return false }
        switch kind {
        case .comparison(let left, .equal, let right):
            return left.kind == .variable(name) && right.isConstant || right.kind == .variable(name) && left.isConstant
        case .membership(let term, let terms): return term.kind == .variable(name) && terms.allSatisfy(\.isConstant)
        default: return false
        }
    }
}
