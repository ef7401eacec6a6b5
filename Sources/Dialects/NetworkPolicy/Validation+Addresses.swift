import Diagnostics
import Manifests
import NetworkModel

/// Address blocks (V9, and networkpolicy.md §6).
extension NetworkPolicyRules {
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
        // Blocks of the same addresses are to be equal, however they were written.
        return Located(CIDRBlock(block.first, prefixLength: block.prefixLength), at: location)
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
}
