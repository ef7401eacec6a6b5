import Diagnostics
import NetworkModel

extension TextReport {
    /// What one end says, and the lines of the input that say so.
    func decision(_ label: String, _ decision: EndExplanation, _ direction: Direction) -> [String] {
        let word = decision.decision.rawValue
        let reason = decision.reason(direction)
        let rest = reason.hasPrefix(word) ? String(reason.dropFirst(word.count)) : ": " + reason
        let painted = palette.paint(word, decision.decision == .allowed ? .yellow : .red)
        var lines = [field(label, painted + rest.printable(limit: .max), indent: 4)]
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
        let entries = [decision.peer, decision.port].compactMap(\.self).map { Self.inWords($0, of: rule) }
        let parts = entries.isEmpty ? [] : [field("", entries.joined(separator: ", "), indent: 4)]
        return [detail(policy.qualifiedName, rule.path, rule.location)] + parts
    }

    /// `from[0] in line 14`, as far as it is not said with the rule.
    private static func inWords(_ entry: ReportedEntry, of rule: ReportedEntry) -> String {
        let isInside = entry.path.hasPrefix(rule.path + ".")
        let path = isInside ? String(entry.path.dropFirst(rule.path.count + 1)) : entry.path
        let isInFile = entry.location.file == rule.location.file && entry.location.line > 0
        let place = isInFile ? "in line \(entry.location.line)" : "in " + Self.place(entry.location)
        return path.printable(limit: .max) + " " + place
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
        return field("", words + "  " + palette.paint(Self.place(location), .faint), indent: 4)
    }
}
