/// Traced flows as comma-separated values (RFC 4180, with line feeds).
public enum TraceCSV {
    public static let header = "from,to,protocol,port,verdict,egress,ingress\n"

    /// One row, ended by a line feed.
    public static func row(_ flow: TracedFlow) -> String {
        var text = ""
        for cell in [
            flow.from, flow.to, flow.transport, flow.port, flow.verdict.rawValue, flow.egress.summary,
            flow.ingress.summary,
        ] {
            if !text.isEmpty { text += "," }
            text += quoted(cell)
        }
        return text + "\n"
    }

    /// In quotes where the text has a separator, a quote, a line break or a space at an end.
    private static func quoted(_ cell: String) -> String {
        let utf8 = cell.utf8
        let isPlain = !utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        if isPlain, utf8.first != 0x20, utf8.last != 0x20 { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
