extension String {
    /// The text as it may stand in a message: in backticks, cut where it is long, control characters spelt out.
    ///
    /// Input is not trusted: a line of 20,000 characters must not fill the screen, nor may an escape sequence reach
    /// the terminal.
    public var inBackticks: String { "`" + printable(limit: 80) + "`" }

    /// The text with control characters spelt out, and cut after `limit` Unicode scalars.
    public func printable(limit: Int) -> String {
        if utf8.count <= limit, utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var result = ""
        var count = 0
        for scalar in unicodeScalars {
            if count == limit {
                result += "…"
                break
            }
            count += 1
            result += scalar.spelling
        }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate var spelling: String {
        switch self {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: changesTheLine ? "\\u{" + String(value, radix: 16) + "}" : String(Character(self))
        }
    }

    /// Control characters, and those that break lines or turn the direction of writing.
    private var changesTheLine: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
