import Diagnostics

extension String {
    /// The text as a code span, in which Markdown and HTML mean nothing and nobody is mentioned.
    var codeSpan: String {
        let text = printable(limit: .max)
        guard !text.isEmpty else { return "` `" }
        let fence = String(repeating: "`", count: text.longestRun(of: "`") + 1)
        // One space inside either fence goes away again; without it a backtick at the end would lengthen the fence.
        let pad = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") || text.hasSuffix(" ") ? " " : ""
        return fence + pad + text + pad + fence
    }

    /// The text as a code span in a cell of a table.
    ///
    /// A bar ends the cell even in code, unless a backslash stands before it, and that one not behind another: so it is
    /// spelt out instead.
    var codeCell: String { replacing("|", with: "\\u{7c}").codeSpan }

    /// The text as a block of code; it may have several lines, and no control characters.
    var codeBlock: String {
        let fence = String(repeating: "`", count: max(3, longestRun(of: "`") + 1))
        return fence + "text\n" + self + "\n" + fence
    }

    /// The text as HTML, in which tags and entities mean nothing.
    var escapedHTML: String {
        printable(limit: .max).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private func longestRun(of character: Character) -> Int {
        var (longest, current) = (0, 0)
        for candidate in self {
            current = candidate == character ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
