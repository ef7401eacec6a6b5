import Diagnostics
import NetworkModel

extension TextReport {
    /// What one end says, and the lines of the input that say so.
    func decision(_ label: String, _ decision: EndExplanation, _ direction: Direction) -> [String] {
        let word = palette.paint(decision.decision.rawValue, decision.decision == .allowed ? .yellow : .red)
        var lines = [field(label, word + ": " + decision.reason(direction).printable(limit: .max), indent: 4)]
        lines += deciding(decision)
        lines += isolating(decision)
        if let miss = decision.nearestMiss { lines += nearestMiss(miss) }
        return lines
    }

    private func deciding(_ decision: EndExplanation) -> [String] {
        guard let policy = decision.policy else { return [] }
        guard let rule = decision.rule else {
            return decision.isolatedBy.isEmpty ? [detail(policy.qualifiedName, "", policy.location)] : []
        }
        var lines = [detail(policy.qualifiedName, rule.path, rule.location)]
        for entry in [decision.peer, decision.port].compactMap(\.self) {
            lines.append(detail("", entry.path, entry.location))
        }
        return lines
    }

    private func isolating(_ decision: EndExplanation) -> [String] {
        let policies = decision.isolatedBy.sorted().map { policy in
            "isolated by \(policy.qualifiedName.printable(limit: .max))  "
                + palette.paint(Self.place(policy.location), .faint)
        }
        return Self.abbreviated(policies, to: isVerbose ? .max : 3).map { field("", $0, indent: 4) }
    }

    private func nearestMiss(_ miss: NearestRule) -> [String] {
        [
            field("", "nearest rule, which does not match because " + miss.why.printable(limit: .max), indent: 4),
            detail(miss.policy.qualifiedName, miss.rule.path, miss.rule.location),
        ]
    }

    private func detail(_ policy: String, _ path: String, _ location: SourceLocation) -> String {
        let words = [policy, path].filter { !$0.isEmpty }.map { $0.printable(limit: .max) }.joined(separator: " ")
        return field("", "  " + words + "  " + palette.paint(Self.place(location), .faint), indent: 4)
    }
}
