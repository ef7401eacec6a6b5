import Diagnostics

extension DatalogParser {
    /// Conjunctions between semicolons.
    mutating func alternatives() throws(Abandoned) -> [[Syntax.Element]] {
        var result = [try conjunction()]
        while take(.semicolon) { result.append(try conjunction()) }
        return result
    }

    private mutating func conjunction() throws(Abandoned) -> [Syntax.Element] {
        var result = [try element()]
        while take(.comma) { result.append(try element()) }
        return result
    }

    private mutating func element() throws(Abandoned) -> Syntax.Element {
        let start = next.span
        var isNegated = false
        while takeNot() {
            guard !isNegated else { throw fail(last, "`not` stands twice", expected: "expected it once") }
            isNegated = true
        }
        var element = try positive()
        // `not P.label["app"] in {…}` says the same as `P.label["app"] not in {…}`; both at once say nothing clear.
        if isNegated, element.isNegated { throw fail(start, "`not` stands twice", expected: "expected it once") }
        element.isNegated = element.isNegated || isNegated
        element.span = start.through(last)
        return element
    }

    private mutating func takeNot() -> Bool {
        if next.kind == .identifier("not") {
            take()
            return true
        }
        return take(.not)
    }

    private mutating func positive() throws(Abandoned) -> Syntax.Element {
        let start = next.span
        func element(_ kind: Syntax.Element.Kind) -> Syntax.Element {
            Syntax.Element(kind: kind, isNegated: false, span: start)
        }
        if take(.openParenthesis) { return element(.group(try group(start))) }
        if case .identifier(let text) = next.kind {
            if second.kind == .symbol(.openParenthesis) {
                let name = Syntax.Name(text: text, span: take().span)
                return element(.application(try application(of: name)))
            }
            if text == "has", case .identifier = second.kind {
                take()
                return element(.has(try term()))
            }
        }
        return try comparison(try term())
    }

    private mutating func group(_ start: Span) throws(Abandoned) -> [[Syntax.Element]] {
        guard depth < Self.deepestGroup else {
            throw fail(start, "parentheses are nested more than \(Self.deepestGroup) times", expected: "expected fewer")
        }
        depth += 1
        let result = try alternatives()
        depth -= 1
        try expect(.closeParenthesis, "in parentheses")
        return result
    }

    /// What a term at the beginning of an element begins.
    private mutating func comparison(_ left: Syntax.Term) throws(Abandoned) -> Syntax.Element {
        func element(_ kind: Syntax.Element.Kind, isNegated: Bool = false) -> Syntax.Element {
            Syntax.Element(kind: kind, isNegated: isNegated, span: left.span)
        }
        if next.kind == .identifier("not"), second.kind == .identifier("in") {
            take()
            take()
            return element(.membership(left, try elements()), isNegated: true)
        }
        if next.kind == .identifier("in") {
            take()
            return element(.membership(left, try elements()))
        }
        if case .symbol(let symbol) = next.kind, let comparison = Syntax.Comparison(rawValue: symbol.rawValue) {
            take()
            return element(.comparison(left, comparison, try term()))
        }
        if case .attribute(_, .listed) = left.kind { return element(.flag(left)) }
        throw fail(
            next.span, "unexpected \(next.kind.inWords) behind a term", expected: "expected a comparison or `in`",
            suggestion: isWord(left) ? "relations stand with their arguments, as `foothold(P)`" : nil)
    }

    private func isWord(_ term: Syntax.Term) -> Bool {
        if case .word = term.kind { true } else { false }
    }

    /// What stands behind `in`: a set in braces, a range, or an address block.
    private mutating func elements() throws(Abandoned) -> [Syntax.Term] {
        guard take(.openBrace) else { return [try term()] }
        var terms = [try term()]
        while take(.comma) { terms.append(try term()) }
        try expect(.closeBrace, "in a set")
        return terms
    }
}
