import Diagnostics

/// Cuts a program, which is UTF-8 text, into tokens.
///
/// A full stop is told by what stands around it: between a name or `]` and a letter it asks for an attribute, `..` is a
/// range, before a letter and behind white space it begins a directive, and anywhere else it ends a rule.
struct Lexer {
    private let text: SourceText
    private var position = 0
    private var line = 1
    private var column = 1
    private var tokens: [Token] = []
    private(set) var diagnostics = Diagnostics()
    /// Bytes that mean nothing, one after the other, are reported once.
    private var strayEnd = -1

    /// The tokens of a text, the last of them the end of the file.
    static func tokens(of text: SourceText, into diagnostics: inout Diagnostics) -> [Token] {
        var lexer = Lexer(text)
        lexer.run()
        diagnostics.append(contentsOf: lexer.diagnostics)
        return lexer.tokens
    }

    private init(_ text: SourceText) { self.text = text }

    private mutating func run() {
        // A byte order mark is no part of the text.
        if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        while let byte = byte(at: position) { scan(byte) }
        append(.endOfFile, from: here)
    }

    private mutating func scan(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
        case UInt8(ascii: "/") where self.byte(at: position + 1) == UInt8(ascii: "/"):
            while let byte = self.byte(at: position), byte != UInt8(ascii: "\n") { advance() }
        case UInt8(ascii: "/") where self.byte(at: position + 1) == UInt8(ascii: "*"): skipComment()
        case UInt8(ascii: "\""): scanString()
        case _ where Self.isDigit(byte): scanNumber()
        case _ where Self.isLetter(byte): scanIdentifier()
        default: scanSymbol()
        }
    }

    // MARK: Places

    private var here: Span { Span(start: position, end: position, line: line, column: column) }

    private func byte(at position: Int) -> UInt8? {
        text.bytes.indices.contains(position) ? text.bytes[position] : nil
    }

    private mutating func advance() {
        let byte = text.bytes[position]
        position += 1
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            // Later bytes of a scalar have no column of their own.
            column += 1
        }
    }

    private mutating func append(_ kind: Token.Kind, from start: Span) {
        tokens.append(Token(kind: kind, span: start.through(here)))
    }

    // MARK: Kinds of tokens

    private mutating func skipComment() {
        let start = here
        advance()
        advance()
        while let byte = byte(at: position) {
            advance()
            guard byte == UInt8(ascii: "*"), self.byte(at: position) == UInt8(ascii: "/") else { continue }
            advance()
            return
        }
        var opening = start
        opening.end = start.start + 2
        report(opening, "the comment does not end", expected: "expected `*/`")
    }

    private mutating func scanIdentifier() {
        let start = here
        append(.identifier(scanName()), from: start)
    }

    private mutating func scanNumber() {
        let start = here
        while let byte = byte(at: position), Self.isDigit(byte) { advance() }
        let digits = text.bytes[start.start..<position]
        append(.number(digits.count <= 9 ? Int(String(decoding: digits, as: UTF8.self)) : nil), from: start)
    }

    private mutating func scanString() {
        let start = here
        var bytes: [UInt8] = []
        advance()
        while let byte = byte(at: position), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\"") {
                advance()
                return append(.string(String(decoding: bytes, as: UTF8.self)), from: start)
            }
            if byte == UInt8(ascii: "\\") {
                scanEscape(into: &bytes)
            } else {
                bytes.append(byte)
                advance()
            }
        }
        report(start.through(here), "the string does not end in its line", expected: "expected `\"`")
        append(.string(String(decoding: bytes, as: UTF8.self)), from: start)
    }

    private mutating func scanEscape(into bytes: inout [UInt8]) {
        let start = here
        advance()
        guard let escaped = byte(at: position), escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
            report(start.through(here), "unknown escape in a string", expected: "expected `\\\"` or `\\\\`")
            return
        }
        bytes.append(escaped)
        advance()
    }

    private mutating func scanSymbol() {
        let start = here
        if byte(at: position) == UInt8(ascii: ".") { return scanFullStop(start) }
        let longest = Token.Symbol.allCases.filter { $0 != .member && matches($0.rawValue) }
            .max { $0.rawValue.utf8.count < $1.rawValue.utf8.count }
        guard let symbol = longest else { return reportStray(start) }
        for _ in symbol.rawValue.utf8 { advance() }
        append(.symbol(symbol), from: start)
    }

    private mutating func scanFullStop(_ start: Span) {
        let before = position == 0 ? nil : byte(at: position - 1)
        advance()
        if byte(at: position) == UInt8(ascii: ".") {
            advance()
            return append(.symbol(.range), from: start)
        }
        guard let next = byte(at: position), Self.isLetter(next) else { return append(.symbol(.end), from: start) }
        if followsVariable(start) { return append(.symbol(.member), from: start) }
        let standsApart = before.map { $0 <= UInt8(ascii: " ") || $0 == 0xBF } ?? true
        guard standsApart else { return append(.symbol(.end), from: start) }
        append(.directive(scanName()), from: start)
    }

    /// Letters, digits and `_`.
    private mutating func scanName() -> String {
        let start = position
        while let byte = byte(at: position), Self.isLetter(byte) || Self.isDigit(byte) { advance() }
        return String(decoding: text.bytes[start..<position], as: UTF8.self)
    }

    /// Whether the last token is what can be asked for an attribute, and ends where a full stop stands.
    private func followsVariable(_ stop: Span) -> Bool {
        guard let last = tokens.last, last.span.end == stop.start else { return false }
        if case .identifier = last.kind { return true }
        return last.kind == .symbol(.closeBracket)
    }

    private func matches(_ symbol: String) -> Bool {
        let utf8 = Array(symbol.utf8)
        return position + utf8.count <= text.bytes.count
            && text.bytes[position..<(position + utf8.count)].elementsEqual(utf8)
    }

    // MARK: Problems

    private mutating func reportStray(_ start: Span) {
        let isNew = strayEnd != position
        let byte = text.bytes[position]
        repeat { advance() } while self.byte(at: position).map { $0 & 0xC0 == 0x80 } ?? false
        strayEnd = position
        guard isNew else { return }
        let character = String(decoding: text.bytes[start.start..<position], as: UTF8.self)
        let isComment = byte == UInt8(ascii: "#") || byte == UInt8(ascii: "%")
        let isQuote = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
        report(
            start.through(here), "\(character.inBackticks) has no meaning here",
            suggestion: isComment
                ? "comments begin with `//`" : isQuote ? "strings stand in double quotes" : nil)
    }

    private mutating func report(
        _ span: Span, _ message: String, expected: String? = nil, suggestion: String? = nil
    ) {
        diagnostics.report(text.error("datalog-syntax", span, message, expected: expected, suggestion: suggestion))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
