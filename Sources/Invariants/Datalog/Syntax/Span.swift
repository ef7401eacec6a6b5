/// A stretch of a file: bytes, and where the first of them stands.
struct Span: Hashable, Sendable {
    var start: Int
    var end: Int
    /// One-based; columns count Unicode scalars.
    var line: Int
    var column: Int

    /// From the beginning of this to the end of another.
    func through(_ other: Span) -> Span {
        Span(start: start, end: max(end, other.end), line: line, column: column)
    }
}
