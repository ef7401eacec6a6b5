import Diagnostics

extension String {
    /// The text as one word of a shell's command line: in single quotes unless every character is plain, for it is
    /// somebody else's text and invites pasting. Control characters are spelt out.
    public var shellQuoted: String {
        let text = printable(limit: .max)
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-_./:=,@%+".utf8.contains(byte)
        }
        guard !isPlain || text.isEmpty else { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
