import YAMLEvents

/// Manifests in which `{{ … }}` is still to be filled in.
enum UnrenderedTemplate {
    static let suggestion = "render the chart first, as with `helm template`, and check what it prints"

    /// The place of the template expression that made a chunk unreadable, if one did.
    ///
    /// Only lines up to the error can be the cause. Text in block scalars, such as the annotations of an alert, is
    /// left out; an expression that opens a value or a line counts anywhere, others only on the lines of the error.
    static func cause(of error: SyntaxError, in text: ArraySlice<UInt8>, firstLine: Int) -> Position? {
        let suspects = [error.position.line, error.context?.position.line]
        var blocks = BlockScalarTracker()
        var number = firstLine
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if number > error.position.line { return nil }
            let isInBlock = blocks.isInside(line)
            if !isInBlock, let found = expression(in: line), found.opensValue || suspects.contains(number) {
                return Position(line: number, column: found.column)
            }
            number += 1
        }
        return nil
    }

    private static func expression(in line: ArraySlice<UInt8>) -> (column: Int, opensValue: Bool)? {
        var previous: UInt8 = 0
        var lastVisible: UInt8?
        for position in line.indices {
            let byte = line[position]
            if byte == UInt8(ascii: "#"), lastVisible == nil || previous == UInt8(ascii: " ") { return nil }
            if byte == UInt8(ascii: "{"), position + 1 < line.endIndex, line[position + 1] == byte {
                let column = line[..<position].count { $0 & 0xC0 != 0x80 } + 1
                return (column, lastVisible.map { ":-[,?".utf8.contains($0) } ?? true)
            }
            if byte != UInt8(ascii: " ") { lastVisible = byte }
            previous = byte
        }
        return nil
    }
}

/// Tells, line by line, what is the text of a block scalar (`|` or `>`).
private struct BlockScalarTracker {
    private var parentIndent: Int?

    mutating func isInside(_ line: ArraySlice<UInt8>) -> Bool {
        let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
        let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
        if let parentIndent {
            if isBlank || indent > parentIndent { return true }
            self.parentIndent = nil
        }
        if Self.opensBlock(line) { parentIndent = indent }
        return false
    }

    private static func opensBlock(_ line: ArraySlice<UInt8>) -> Bool {
        let visible = line.reversed().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
        let head = visible.drop { "+-0123456789".utf8.contains($0) }
        guard let sign = head.first, sign == UInt8(ascii: "|") || sign == UInt8(ascii: ">") else { return false }
        return head.dropFirst().first.map { $0 == UInt8(ascii: " ") } ?? true
    }
}
