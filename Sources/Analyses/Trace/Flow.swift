public import Diagnostics
public import NetworkModel
public import Reports

/// One connection to be decided, as it was asked for.
public struct Flow: Hashable, Sendable {
    /// The destination port.
    public enum Port: Hashable, Sendable {
        case number(UInt16)
        /// As the destination declares it.
        case name(String)
    }

    /// What the ends are called: see `EndpointName`.
    public var from: String
    public var to: String
    public var transport: TransportProtocol
    public var port: Port
    /// The protocol and the port as they were written, for the answer.
    public var writtenTransport: String
    public var writtenPort: String
    public var expected: TraceVerdict?
    /// Nil for a flow of the command line.
    public var location: SourceLocation?

    public init(
        from: String, to: String, transport: TransportProtocol, port: Port, writtenTransport: String,
        writtenPort: String, expected: TraceVerdict? = nil, location: SourceLocation? = nil
    ) {
        self.from = from
        self.to = to
        self.transport = transport
        self.port = port
        self.writtenTransport = writtenTransport
        self.writtenPort = writtenPort
        self.expected = expected
        self.location = location
    }

    /// A flow of the command line: `target` is `3306`, `3306/tcp`, `http` or `dns/udp`. Nil where there are problems.
    public init?(from: String, to: String, target: String, into diagnostics: inout Diagnostics) {
        let parts = target.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else {
            diagnostics.report(
                Diagnostic(
                    "flow-port", at: nil, "\(target.inBackticks) is no port",
                    expected: "expected a port and perhaps a protocol, such as `3306/tcp`"))
            return nil
        }
        let written = parts.count == 2 ? parts[1] : TransportProtocol.tcp.name
        do throws(FlowProblem) {
            self.init(
                from: from, to: to, transport: try FlowField.transport(written), port: try FlowField.port(parts[0]),
                writtenTransport: written.uppercased(), writtenPort: parts[0])
        } catch {
            diagnostics.report(error.diagnostic(at: nil))
            return nil
        }
    }
}

/// What is wrong with a field of a flow.
struct FlowProblem: Error, Hashable {
    var id: String
    var message: String
    var expected: String?
    var suggestion: String?

    func diagnostic(at location: SourceLocation?) -> Diagnostic {
        Diagnostic(id, at: location, message, expected: expected, suggestion: suggestion)
    }
}

/// The meaning of the fields of a flow.
enum FlowField {
    /// In any case; nothing at all is TCP.
    static func transport(_ text: String) throws(FlowProblem) -> TransportProtocol {
        if text.isEmpty { return .tcp }
        if let transport = TransportProtocol(exactly: text) ?? TransportProtocol(exactly: text.uppercased()) {
            return transport
        }
        let names = TransportProtocol.allCases.map(\.name)
        throw FlowProblem(
            id: "flow-protocol", message: "\(text.inBackticks) is no protocol",
            expected: "expected one of `TCP`, `UDP` and `SCTP`",
            suggestion: SpellingSuggestion.sentence(for: text, among: names))
    }

    static func port(_ text: String) throws(FlowProblem) -> Flow.Port {
        if let number = UInt16(text), number > 0, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            return .number(number)
        }
        if NameSyntax.isPortName(text) { return .name(text) }
        throw FlowProblem(
            id: "flow-port", message: text.isEmpty ? "the port is missing" : "\(text.inBackticks) is no port",
            expected: "expected a number from 1 to 65535, or the name of a port that the destination declares")
    }

    static func expected(_ text: String) throws(FlowProblem) -> TraceVerdict? {
        switch text.lowercased() {
        case "": return nil
        case "allowed": return .allowed
        case "denied": return .denied
        default:
            throw FlowProblem(
                id: "flow-expected", message: "\(text.inBackticks) is no outcome to expect",
                expected: "expected `allowed`, `denied` or nothing",
                suggestion: SpellingSuggestion.sentence(for: text, among: ["allowed", "denied"]))
        }
    }
}
