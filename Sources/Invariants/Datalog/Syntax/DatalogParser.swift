import Diagnostics

/// Reads tokens as a program.
///
/// An error hides the rest of its own rule or directive, and nothing else.
struct DatalogParser {
    let text: SourceText
    private let tokens: [Token]
    private var position = 0
    private(set) var diagnostics = Diagnostics()
    /// How many groups are open.
    var depth = 0

    /// Groups within each other.
    static let deepestGroup = 16

    /// The rule at hand is given up; what is wrong with it has been reported.
    struct Abandoned: Error {}

    typealias Syntax = DatalogSyntax

    static func parse(_ text: SourceText, into diagnostics: inout Diagnostics) -> DatalogSyntax {
        var parser = DatalogParser(text, tokens: Lexer.tokens(of: text, into: &diagnostics))
        let syntax = parser.program()
        diagnostics.append(contentsOf: parser.diagnostics)
        return syntax
    }

    private init(_ text: SourceText, tokens: [Token]) {
        self.text = text
        self.tokens = tokens
    }

    private mutating func program() -> DatalogSyntax {
        var syntax = DatalogSyntax()
        while next.kind != .endOfFile {
            let start = position
            do throws(Abandoned) {
                syntax.items.append(try item())
            } catch {
                depth = 0
                recover(from: start)
            }
        }
        return syntax
    }

    private mutating func item() throws(Abandoned) -> Syntax.Item {
        if case .directive(let name) = next.kind {
            let directive = take()
            switch name {
            case "decl": return .declaration(try declaration())
            case "invariant": return .invariant(try invariant(directive.span))
            default:
                throw fail(
                    directive.span, "unknown directive `.\(name)`", expected: "expected `.decl` or `.invariant`",
                    suggestion: SpellingSuggestion.sentence(for: name, among: ["decl", "invariant"]))
            }
        }
        return .clause(try clause())
    }

    /// Goes on behind the end of the rule, or before the next directive.
    private mutating func recover(from start: Int) {
        if position == start { position += 1 }
        while next.kind != .endOfFile {
            if case .directive = next.kind { return }
            if take().kind == .symbol(.end) { return }
        }
    }

    // MARK: Tokens

    var next: Token { tokens[position] }

    /// The token after the next.
    var second: Token { tokens[min(position + 1, tokens.count - 1)] }

    /// The span of the token taken last.
    var last: Span { tokens[max(0, position - 1)].span }

    @discardableResult
    mutating func take() -> Token {
        let token = tokens[position]
        // The last token, the end of the file, stays.
        if position < tokens.count - 1 { position += 1 }
        return token
    }

    mutating func take(_ symbol: Token.Symbol) -> Bool {
        guard next.kind == .symbol(symbol) else { return false }
        take()
        return true
    }

    mutating func expect(
        _ symbol: Token.Symbol, _ place: String, suggestion: String? = nil
    ) throws(Abandoned) {
        guard !take(symbol) else { return }
        let name = Token.Kind.symbol(symbol).inWords
        throw fail(
            next.span, "unexpected \(next.kind.inWords) \(place)", expected: "expected \(name)",
            suggestion: suggestion)
    }

    mutating func name(_ what: String) throws(Abandoned) -> Syntax.Name {
        guard case .identifier(let text) = next.kind else {
            throw fail(next.span, "unexpected \(next.kind.inWords)", expected: "expected \(what)")
        }
        return Syntax.Name(text: text, span: take().span)
    }

    mutating func fail(
        _ span: Span, _ message: String, expected: String? = nil, suggestion: String? = nil
    ) -> Abandoned {
        report("datalog-syntax", span, message, expected: expected, suggestion: suggestion)
        return Abandoned()
    }

    /// Reports what does not keep the rule from being read on.
    mutating func report(
        _ id: String, _ span: Span, _ message: String, expected: String? = nil, suggestion: String? = nil
    ) {
        diagnostics.report(text.error(id, span, message, expected: expected, suggestion: suggestion))
    }
}
