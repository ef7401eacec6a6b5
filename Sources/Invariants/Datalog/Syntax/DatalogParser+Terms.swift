import Diagnostics
import NetworkModel

extension DatalogParser {
    /// The arguments behind the name of a relation.
    mutating func application(of name: Syntax.Name) throws(Abandoned) -> Syntax.Application {
        try expect(.openParenthesis, "behind \(name.text.inBackticks)")
        var arguments: [Syntax.Term] = []
        if !take(.closeParenthesis) {
            repeat { arguments.append(try term()) } while take(.comma)
            try expect(.closeParenthesis, "among arguments")
        }
        return Syntax.Application(name: name, arguments: arguments, span: name.span.through(last))
    }

    mutating func term() throws(Abandoned) -> Syntax.Term {
        let token = next
        switch token.kind {
        case .string(let string):
            take()
            return Syntax.Term(kind: .string(string), span: token.span)
        case .number(let value):
            take()
            return try range(from: value, token.span)
        case .identifier(let text):
            take()
            return try named(text, token.span)
        case .directive, .symbol, .endOfFile:
            throw fail(
                token.span, "unexpected \(token.kind.inWords)",
                expected: "expected a variable, a value or an attribute of a variable")
        }
    }

    private mutating func range(from lower: Int?, _ span: Span) throws(Abandoned) -> Syntax.Term {
        guard take(.range) else { return Syntax.Term(kind: .number(lower), span: span) }
        guard case .number(let upper) = next.kind else {
            throw fail(next.span, "unexpected \(next.kind.inWords) in a range", expected: "expected a number")
        }
        return Syntax.Term(kind: .range(lower, upper), span: span.through(take().span))
    }

    /// A variable begins with a capital letter or `_`; a word does not.
    private mutating func named(_ text: String, _ span: Span) throws(Abandoned) -> Syntax.Term {
        let isVariable = text.first.map { $0.isUppercase || $0 == "_" } ?? false
        guard next.kind == .symbol(.member) else {
            let kind: Syntax.Term.Kind = text == "_" ? .anonymous : isVariable ? .variable(text) : .word(text)
            return Syntax.Term(kind: kind, span: span)
        }
        guard isVariable, text != "_" else {
            throw fail(
                span, "\(text.inBackticks) is no variable", expected: "expected a variable before `.`",
                suggestion: text == "_" ? "give it a name" : "variables begin with a capital letter")
        }
        take()
        return Syntax.Term(kind: .attribute(of: text, try attribute()), span: span.through(last))
    }

    private mutating func attribute() throws(Abandoned) -> Syntax.Attribute {
        let name = try name("an attribute")
        switch name.text {
        case "listed": return .listed
        case "workload": return .workload
        case "address": return .address
        case "label": return .label(try key())
        case "namespace": return try namespaceAttribute(name.span)
        default: throw unknownAttribute(name, among: ["namespace", "label", "listed", "workload", "address"])
        }
    }

    private mutating func namespaceAttribute(_ span: Span) throws(Abandoned) -> Syntax.Attribute {
        guard take(.member) else {
            throw fail(
                span, "`namespace` by itself is nothing to compare",
                expected: "expected `namespace.name` or `namespace.label[\"…\"]`")
        }
        let name = try name("an attribute of the namespace")
        switch name.text {
        case "name": return .namespaceName
        case "label": return .namespaceLabel(try key())
        default: throw unknownAttribute(name, among: ["name", "label"])
        }
    }

    private mutating func unknownAttribute(_ name: Syntax.Name, among known: [String]) -> Abandoned {
        fail(
            name.span, "unknown attribute \(name.text.inBackticks)",
            expected: "expected one of \(known.map(\.inBackticks).joined(separator: ", "))",
            suggestion: SpellingSuggestion.sentence(for: name.text, among: known))
    }

    /// The key of a label, in brackets.
    private mutating func key() throws(Abandoned) -> String {
        try expect(.openBracket, "behind `label`", suggestion: "write the key in brackets, as `label[\"app\"]`")
        guard case .string(let key) = next.kind else {
            throw fail(
                next.span, "unexpected \(next.kind.inWords) for a label key", expected: "expected a string",
                suggestion: "write the key in double quotes")
        }
        let span = take().span
        try expect(.closeBracket, "behind a label key")
        if !NameSyntax.isLabelKey(key) {
            report(
                "V2", span, "\(key.inBackticks) is no label key",
                expected: "expected 1 to 63 of letters, digits, `-`, `_` and `.`, with a letter or digit at both ends, "
                    + "after an optional lower-case domain and `/`")
        }
        return key
    }
}
