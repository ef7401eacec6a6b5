import Diagnostics

extension DatalogParser {
    /// What stands behind `.decl`.
    mutating func declaration() throws(Abandoned) -> Syntax.Declaration {
        let name = try name("the name of a relation")
        try expect(.openParenthesis, "behind the name of a relation")
        var parameters: [Syntax.Declaration.Parameter] = []
        if !take(.closeParenthesis) {
            repeat {
                let parameter = try self.name("the name of an argument")
                try expect(.colon, "behind the name of an argument", suggestion: "write it with its sort, as `p: pod`")
                parameters.append(.init(name: parameter, sort: try self.name("a sort")))
            } while take(.comma)
            try expect(.closeParenthesis, "in a declaration")
        }
        // Rules end with a full stop: a declaration that does is no mistake.
        _ = take(.end)
        return Syntax.Declaration(name: name, parameters: parameters)
    }

    /// What stands behind `.invariant`.
    mutating func invariant(_ directive: Span) throws(Abandoned) -> Syntax.InvariantHead {
        var head = Syntax.InvariantHead(
            name: try invariantName(), severity: nil, protected: [], description: nil, span: directive
        )
        // A name with arguments begins the next rule.
        while case .identifier(let word) = next.kind, second.kind != .symbol(.openParenthesis) {
            switch word {
            case "severity":
                take()
                head.severity = try name("a severity")
            case "protect":
                take()
                head.protected = try protected()
            default:
                throw fail(
                    next.span, "unexpected \(next.kind.inWords) in an invariant",
                    expected: "expected `severity`, `protect` or a description in double quotes",
                    suggestion: SpellingSuggestion.sentence(for: word, among: ["severity", "protect"]))
            }
        }
        if case .string(let description) = next.kind {
            take()
            head.description = description
        }
        head.span = directive.through(last)
        _ = take(.end)
        return head
    }

    /// A name, or one in double quotes, which may have hyphens as names of objects do.
    private mutating func invariantName() throws(Abandoned) -> Syntax.Name {
        guard case .string(let text) = next.kind else { return try name("the name of the invariant") }
        let span = take().span
        guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F })
        else {
            throw fail(span, "\(text.inBackticks) is no name", expected: "expected a word without spaces")
        }
        return Syntax.Name(text: text, span: span)
    }

    private mutating func protected() throws(Abandoned) -> [Syntax.Term] {
        var terms: [Syntax.Term] = []
        repeat {
            guard case .number(let value) = next.kind else {
                throw fail(
                    next.span, "unexpected \(next.kind.inWords) behind `protect`",
                    expected: "expected the number of an argument of `violation`, counted from 1")
            }
            terms.append(Syntax.Term(kind: .number(value), span: take().span))
        } while take(.comma)
        return terms
    }

    /// A fact or a rule.
    mutating func clause() throws(Abandoned) -> Syntax.Clause {
        let head = try head()
        var body: [[Syntax.Element]]?
        if take(.implies) { body = try alternatives() }
        let span = head.span.through(last)
        let suggestion = body == nil ? "a rule goes on with `:-`, a fact ends with `.`" : nil
        guard next.span.line == last.line, next.kind != .endOfFile else {
            throw fail(
                text.end(of: last), "`.` is missing " + (body == nil ? "behind a head" : "at the end of a rule"),
                expected: body == nil ? "expected `.` or `:-`" : "expected `.`, or `,` and another condition",
                suggestion: suggestion)
        }
        try expect(.end, body == nil ? "behind the head of a rule" : "in a rule", suggestion: suggestion)
        return Syntax.Clause(head: head, body: body, span: span)
    }

    private mutating func head() throws(Abandoned) -> Syntax.Application {
        if next.kind == .symbol(.not) || next.kind == .identifier("not") {
            throw fail(next.span, "a rule cannot say that something does not hold", expected: "expected a relation")
        }
        let name = try name("a rule, a fact or a directive")
        return try application(of: name)
    }
}
