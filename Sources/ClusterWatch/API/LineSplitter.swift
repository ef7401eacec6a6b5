/// Cuts a stream of bytes into lines, wherever its chunks end.
struct LineSplitter {
    private let limit: Int
    private var rest: [UInt8] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// The lines that end in the next bytes, without their ends; empty ones are left out.
    mutating func take(_ bytes: some Collection<UInt8>) throws(APIFailure) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if piece.startIndex != bytes.startIndex {
                if !rest.isEmpty { lines.append(rest) }
                rest = []
            }
            rest += piece
            guard rest.count <= limit else { throw .unusable("a line has more than \(limit) bytes") }
        }
        return lines
    }
}
