/// A line of the input, with a part of it marked.
public struct SourceExcerpt: Hashable, Sendable, Codable {
    /// What is shown of the line.
    public var text: String
    /// How many Unicode scalars of `text` stand before the marked part.
    public var offset: Int
    /// How many are marked; at least one.
    public var count: Int

    /// Longer lines are shown around the mark alone.
    private static let width = 100
    /// What is shown before the mark of a longer line.
    private static let lead = 40

    /// - Parameters:
    ///   - line: the whole line, without its end.
    ///   - marked: the scalars of the line that are marked, counted from zero; what is beyond its end is cut.
    public init(line: String, marking marked: Range<Int>) {
        let scalars = Array(line.unicodeScalars)
        let start = marked.lowerBound > Self.lead && scalars.count > Self.width ? marked.lowerBound - Self.lead : 0
        let shown = scalars.dropFirst(start).prefix(Self.width).map { Self.isPlain($0) ? $0 : " " }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: shown)
        self.text = String(text)
        offset = min(max(0, marked.lowerBound - start), shown.count)
        count = max(1, min(marked.count, shown.count - offset))
    }

    /// The line, and below it carets under what is marked.
    var lines: [String] {
        [text, String(repeating: " ", count: offset) + String(repeating: "^", count: count)]
    }

    /// Tabs and whatever moves the cursor become spaces, so that the carets stand right.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || String(Character(scalar)).printable(limit: 1).unicodeScalars.elementsEqual([scalar])
    }
}
