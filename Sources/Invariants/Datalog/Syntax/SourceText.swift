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
