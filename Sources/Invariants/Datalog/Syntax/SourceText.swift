import Diagnostics

/// A `.dl` file as it was read.
struct SourceText: Sendable {
    let file: String
    let bytes: [UInt8]

    func location(_ span: Span) -> SourceLocation {
        SourceLocation(file: file, line: span.line, column: span.column)
    }

    /// The line that a span begins in, with the span marked.
    func excerpt(_ span: Span) -> SourceExcerpt {
        let start = bytes[..<span.start].lastIndex(where: Self.endsLine).map { $0 + 1 } ?? 0
        let end = bytes[span.start...].firstIndex(where: Self.endsLine) ?? bytes.count
        let line = String(decoding: bytes[start..<end], as: UTF8.self)
        let marked = String(decoding: bytes[span.start..<max(span.start, min(span.end, end))], as: UTF8.self)
        let before = span.column - 1
        return SourceExcerpt(line: line, marking: before..<(before + max(1, marked.unicodeScalars.count)))
    }

    /// The place behind a span of one line.
    func end(of span: Span) -> Span {
        let length = String(decoding: bytes[span.start..<span.end], as: UTF8.self).unicodeScalars.count
        return Span(start: span.end, end: span.end, line: span.line, column: span.column + length)
    }

    /// The first place that holds no character of text; nil where all is UTF-8.
    var damage: Span? {
        var place = Span(start: 0, end: 0, line: 1, column: 1)
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .emptyInput: return nil
            case .valid(let character) where character.first != 0:
                place.start += character.count
                place.end = place.start
                (place.line, place.column) =
                    character.first == UInt8(ascii: "\n") ? (place.line + 1, 1) : (place.line, place.column + 1)
            case .valid, .error: return place
            }
        }
    }

    /// An error about a span.
    func error(
        _ id: String, _ span: Span, _ message: String, expected: String? = nil, suggestion: String? = nil,
        related: [(Span, String)] = [], severity: Diagnostic.Severity = .error
    ) -> Diagnostic {
        Diagnostic(
            id, severity: severity, at: location(span), message, expected: expected, suggestion: suggestion,
            related: related.map { Diagnostic.Related(location: location($0), message: $1) }, excerpt: excerpt(span))
    }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
