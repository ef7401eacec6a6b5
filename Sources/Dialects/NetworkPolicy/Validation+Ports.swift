import Diagnostics
import Manifests
import NetworkModel

/// Protocols, ports and ranges (V10 to V13).
extension NetworkPolicyRules {
    /// V10: exactly `TCP`, `UDP` or `SCTP`.
    static func transport(_ node: Node, _ path: FieldPath, _ context: ReadingContext) -> TransportProtocol? {
        guard let text = context.string(node, path: path) else { return nil }
        if let transport = TransportProtocol(exactly: text) { return transport }
        context.report(
            Diagnostic(
                "V10", at: context.location(of: node), "\(path.inWords) is \(text.inBackticks)",
                expected: "expected `TCP`, `UDP` or `SCTP`",
                suggestion: SpellingSuggestion.sentence(for: text, among: TransportProtocol.allCases.map(\.name))))
        return nil
    }

    /// V11 for a number, V12 for a name.
    static func portReference(
        _ node: Node, _ path: FieldPath, _ context: ReadingContext
    ) -> NetworkPolicy.PortReference? {
        switch context.intOrString(node, path: path) {
        case nil: return nil
        case .integer(let number):
            return portNumber(number, node, path, context, rule: "V11").map(NetworkPolicy.PortReference.number)
        case .string(let name):
            context.checkPortName(Located(name, at: context.location(of: node)), path)
            return .name(name)
        }
    }

    /// V13: a port number.
    static func endPort(_ node: Node, _ path: FieldPath, _ context: ReadingContext) -> UInt16? {
        context.integer(node, path: path).flatMap { portNumber($0, node, path, context, rule: "V13") }
    }

    /// V13: a range begins at a numbered port and does not end before it.
    static func checkRange(_ port: NetworkPolicy.Port, _ reader: inout ObjectReader) {
        guard let end = port.endPort.value else { return }
        guard reader.isUsed("port") else {
            reader.report(
                "V13", "`endPort` without `port`", at: "endPort", expected: "expected `port` to begin the range")
            return
        }
        switch port.port.value {
        case nil: return
        case .name(let name):
            reader.report(
                "V13", "`endPort` with the named port \(name.inBackticks)", at: "endPort",
                expected: "expected `port` to be a number")
        case .number(let first):
            guard end < first else { return }
            reader.report(
                "V13", "`endPort` \(end) is below `port` \(first)", at: "endPort", expected: "expected \(first) or more"
            )
        }
    }

    static func portNumber(
        _ number: Int, _ node: Node, _ path: FieldPath, _ context: ReadingContext, rule: String
    ) -> UInt16? {
        if let port = UInt16(exactly: number), PortSet.validPorts.contains(port) { return port }
        context.report(
            Diagnostic(
                rule, at: context.location(of: node), "\(path.inWords) is \(number)",
                expected: "expected a port from 1 to 65535"))
        return nil
    }
}
