import Diagnostics
import Manifests

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
}

extension ObjectReader {
    /// Whether a field is written and not null; counts as reading it.
    mutating func isUsed(_ name: String) -> Bool {
        field(name).map { !$0.isNull } ?? false
    }
}
