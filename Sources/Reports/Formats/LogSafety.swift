extension String {
    /// The text without lines that a build server reading its log would take for commands.
    ///
    /// GitHub takes any line that begins with `::`, and like Azure Pipelines and TeamCity any line with `##…[` in it. The
    /// sign that makes it a command is spelt out.
    public var withoutLogCommands: String {
        guard utf8.hasTwice(UInt8(ascii: ":")) || utf8.hasTwice(UInt8(ascii: "#")) else { return self }
        return split(separator: "\n", omittingEmptySubsequences: false).map { $0.inertLine }.joined(separator: "\n")
    }
}

extension Substring {
    fileprivate var inertLine: String {
        let spaces = prefix(while: \.isWhitespace)
        guard dropFirst(spaces.count).hasPrefix("::") else { return withoutHashes }
        return spaces + "\\u{3a}" + dropFirst(spaces.count + 1).withoutHashes
    }

    private var withoutHashes: String {
        guard utf8.hasTwice(UInt8(ascii: "#")) else { return String(self) }
        return String(replacing(/##([A-Za-z]*)\[/) { "\\u{23}#" + $0.1 + "[" })
    }
}

extension Sequence<UInt8> {
    /// Whether a byte stands twice in a row: whole reports go through here, and hardly any has more to be done.
    fileprivate func hasTwice(_ byte: UInt8) -> Bool {
        var last: UInt8?
        for next in self {
            if next == byte, last == byte { return true }
            last = next
        }
        return false
    }
}
