import Diagnostics
import NetworkModel

extension AdmissionReason {
    /// The reason in a line, and its counterexample in another, without links: what the API server tells a user.
    public var lines: [String] {
        let subject = name.isEmpty ? "" : kind == .label ? name + " " : "\(kind.rawValue) `\(name)` "
        let hint = suggestion.map { "; " + $0 } ?? ""
        let first = (subject + message + hint).printable(limit: 1_000)
        let example = counterexample?.reasonedSentence ?? derivation.map { "counterexample: " + $0.chain }
        return [first] + [example].compactMap { $0?.printable(limit: 2_000) }
    }
}

extension Counterexample {
    /// The sentence, and why both ends have it so.
    fileprivate var reasonedSentence: String {
        let why = openPod == nil ? "; egress \(egress.phrase), ingress \(ingress.phrase)" : ""
        return "counterexample: " + sentence + why
    }
}

extension DerivedViolation {
    /// What is derived, and the connections on the way.
    fileprivate var chain: String { ([sentence] + hops).joined(separator: "; ") }
}

extension EndExplanation {
    /// `allowed by networkpolicy shop/db`.
    fileprivate var phrase: String {
        let name = policy.map { [$0.namespace, $0.name].compactMap(\.self).joined(separator: "/") }
        let isolating = isolatedBy.map { [$0.namespace, $0.name].compactMap(\.self).joined(separator: "/") }
        let why =
            switch basis {
            case .rule: "by \(name ?? "a rule")"
            case .notSelected: "as no policy selects the pod"
            case .noRuleMatches: "as no rule matches"
            case .isolated:
                "as no rule allows it" + (isolating.isEmpty ? "" : " beside \(isolating.joined(separator: ", "))")
            case .samePod: "as a pod reaches itself"
            case .notGoverned: "as no policy governs this end"
            case .unknownPolicies(let words), .unspecified(let words): "as \(words)"
            }
        return "\(decision.rawValue) \(why)"
    }
}
