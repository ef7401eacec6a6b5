/// Markdown in the making, which stays within a limit.
struct MarkdownBody {
    /// Room for the sentence about what is left out.
    private static let reserve = 200

    private var parts: [String]
    private var size: Int
    private var omitted = 0
    private let limit: Int

    /// The first line is one by which a script finds the comment that it wrote before.
    init(of command: ReportedCommand, limit: Int) {
        let marker = "<!-- netproof \(command.rawValue) -->"
        self.limit = limit
        parts = [marker]
        size = marker.utf8.count
    }

    /// Adds a part, or leaves it out whole where it does not fit.
    mutating func add(_ part: String) {
        guard !part.isEmpty else { return }
        guard size + part.utf8.count + Self.reserve <= limit else {
            omitted += 1
            return
        }
        parts.append(part)
        size += part.utf8.count + 2
    }

    var text: String {
        let left =
            "_\(TextReport.count(omitted, "part")) left out, for want of space: the other formats have the whole._"
        return (parts + (omitted > 0 ? [left] : [])).joined(separator: "\n\n") + "\n"
    }
}
