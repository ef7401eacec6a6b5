import Diagnostics
import Manifests
import NetworkModel

/// The rules V6 to V13 of networkpolicy.md §8, by which the API server refuses an object; V1 to V5 are those of names and
/// selectors, which every kind shares.
///
/// What a rule refuses does not exist in the cluster, so it is an error here, never a policy.
enum NetworkPolicyRules {
    // MARK: Policy types

    /// V6: exactly `Ingress` or `Egress`.
    static func policyType(_ element: ListElement, _ context: ReadingContext) -> Located<NetworkPolicy.PolicyType>? {
        guard let text = context.string(element.node, path: element.path) else { return nil }
        if let type = NetworkPolicy.PolicyType(rawValue: text) {
            return Located(type, at: context.location(of: element.node))
        }
        let words = NetworkPolicy.PolicyType.allCases.map(\.rawValue)
        context.report(
            Diagnostic(
                "V6", at: context.location(of: element.node), "\(element.path.inWords) is \(text.inBackticks)",
                expected: "expected `Ingress` or `Egress`",
                suggestion: SpellingSuggestion.sentence(for: text, among: words)))
        return nil
    }

    /// V6: two at most.
    static func checkPolicyTypeCount(_ reader: inout ObjectReader) {
        guard case .sequence(let elements)? = reader.field("policyTypes")?.content, elements.count > 2 else { return }
        reader.report(
            "V6", "`policyTypes` has \(elements.count) entries", at: "policyTypes", expected: "expected at most two")
    }

    // MARK: Peers

    /// V7: one field at least. V8: an ipBlock stands alone.
    static func checkPeer(_ reader: inout ObjectReader) {
        let selectors = ["podSelector", "namespaceSelector"].filter { reader.isUsed($0) }
        if reader.isUsed("ipBlock") {
            guard let selector = selectors.first else { return }
            reader.report(
                "V8", "\(reader.path.inWords) has both `ipBlock` and `\(selector)`", at: "ipBlock",
                expected: "expected `ipBlock` alone, or selectors", suggestion: "make them two elements of the list")
        } else if selectors.isEmpty {
            reader.report(
                "V7", "\(reader.path.inWords) names no peer",
                expected: "expected `podSelector`, `namespaceSelector` or `ipBlock`",
                suggestion: "`{namespaceSelector: {}}` is every pod; leave the list out for everything")
        }
    }

    // MARK: Addresses

    /// V9: an address and the length of its mask.
    static func cidr(_ node: Node, _ path: FieldPath, _ context: ReadingContext) -> Located<CIDRBlock>? {
        guard let text = context.string(node, path: path) else { return nil }
        let location = context.location(of: node)
        guard let block = CIDRBlock(text), !isIPv4InIPv6(block, text) else {
            context.report(
                Diagnostic(
                    "V9", at: location, "\(path.inWords) is \(text.inBackticks), which is no address block",
                    expected: "expected an address and a mask length, such as `10.0.0.0/8` or `2001:db8::/32`",
                    suggestion: cidrSuggestion(text)))
            return nil
        }
        if block.hadHostBits {
            context.report(
                Diagnostic(
                    "host-bits", severity: .warning, at: location,
                    "\(text.inBackticks) has bits below its mask; newest API servers refuse it, older ones ignore them",
                    suggestion: "write \(block.description.inBackticks)"))
        }
        return Located(block, at: location)
    }

    /// V9: strictly inside, which implies the same family.
    static func check(
        _ exception: Located<CIDRBlock>, _ path: FieldPath, within block: Located<CIDRBlock>, _ context: ReadingContext
    ) {
        let (inner, outer) = (exception.value, block.value)
        guard !outer.contains(inner) || inner.prefixLength <= outer.prefixLength else { return }
        let problem =
            inner.family != outer.family
            ? "is of the other address family" : inner == outer ? "is all of it" : "is not inside it"
        context.report(
            Diagnostic(
                "V9", at: exception.location,
                "\(path.inWords) is \(inner.description.inBackticks), but `cidr` is \(outer.description.inBackticks): it \(problem)",
                expected: "expected a smaller block inside `cidr`",
                related: [Diagnostic.Related(location: block.location, message: "`cidr` is here")]))
    }

    /// Some readers take `::ffff:10.0.0.0/104` for an IPv4 block, others for an IPv6 one: no proof may rest on either.
    private static func isIPv4InIPv6(_ block: CIDRBlock, _ text: String) -> Bool {
        block.family == .v6 && CIDRBlock("::ffff:0:0/96").map { $0.contains(block) } ?? false
    }

    private static func cidrSuggestion(_ text: String) -> String? {
        if let address = IPAddress(text) {
            return "a single address is \("\(text)/\(address.family.bits)".inBackticks)"
        }
        if text.lowercased().hasPrefix("::ffff:") { return "write the IPv4 block itself" }
        let plain = text.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.split(separator: ".", omittingEmptySubsequences: false).map(withoutLeadingZeros) }
            .map { $0.joined(separator: ".") }.joined(separator: "/")
        guard plain != text, CIDRBlock(plain) != nil else { return nil }
        return "leading zeros mean octal to some readers; is \(plain.inBackticks) meant?"
    }

    private static func withoutLeadingZeros(_ part: Substring) -> Substring {
        let rest = part.drop { $0 == "0" }
        return rest.isEmpty ? part.suffix(1) : rest
    }

    // MARK: Ports

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

extension ObjectReader {
    /// Whether a field is written and not null; counts as reading it.
    mutating func isUsed(_ name: String) -> Bool {
        field(name).map { !$0.isNull } ?? false
    }
}
