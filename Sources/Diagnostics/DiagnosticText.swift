extension Diagnostic {
    /// The lines that people and editors read.
    ///
    /// First `file:line:column: error: message`, with the number of the API server's rule if it is one; then, indented, the
    /// line at fault, what was expected and the suggestion; then each related place as a line of its own with `note:`.
    public var lines: [String] {
        var lines = [place(location) + severity.rawValue + ": " + message.printable(limit: .max) + ruleNumber]
        if let excerpt { lines += excerpt.lines.map { "    " + $0 } }
        if let expected { lines.append("    " + expected.printable(limit: .max)) }
        if let suggestion { lines.append("    " + suggestion.printable(limit: .max)) }
        lines += related.map { place($0.location) + "note: " + $0.message.printable(limit: .max) }
        return lines
    }

    /// The lines joined, each ended by a line feed.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    /// ` [V7]` for a rule of the API server's validation (networkpolicy.md §8).
    private var ruleNumber: String {
        id.first == "V" && id.dropFirst().allSatisfy(\.isNumber) ? " [\(id)]" : ""
    }

    private func place(_ location: SourceLocation?) -> String {
        location.map { $0.description.printable(limit: .max) + ": " } ?? ""
    }
}
