/// Where the lines that libyaml counts stand among the lines that editors count.
///
/// YAML 1.1 also breaks lines at U+0085, U+2028 and U+2029, which are ordinary characters to everybody else.
struct LineMap {
    /// For each line of libyaml the line it is part of, from zero, and how many characters precede it there.
    private var starts: [(line: Int, column: Int)] = [(0, 0)]

    init(_ text: UnsafeBufferPointer<UInt8>) {
        var (line, column) = (0, 0)
        for (position, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            column += 1
            let next = position + 1 < text.count ? text[position + 1] : 0
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n") {
                (line, column) = (line + 1, 0)
                starts.append((line, column))
            } else if byte == 0xC2 && next == 0x85
                || byte == 0xE2 && next == 0x80 && position + 2 < text.count
                    && (text[position + 2] == 0xA8 || text[position + 2] == 0xA9)
            {
                starts.append((line, column))
            }
        }
    }

    /// Both from zero.
    func place(line: Int, column: Int) -> (line: Int, column: Int) {
        guard line < starts.count else { return (starts[starts.count - 1].line + 1, column) }
        return (starts[line].line, starts[line].column + column)
    }
}
