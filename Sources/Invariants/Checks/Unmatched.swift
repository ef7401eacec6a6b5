import Diagnostics
import NetworkModel
import PolicyModel

/// Why a peer matches nothing listed.
struct Unmatched {
    /// `namespace` or `workload`.
    var subject: String
    var reason: String
    /// What was seen instead.
    var seen: String?
    var suggestion: String?

    static func namespaceNames(_ names: [String], listed: [String]) -> Unmatched {
        Unmatched(
            subject: "namespace", reason: "none is named \(names.map(\.inBackticks).joined(separator: " or "))",
            seen: seenText(listed, "names"),
            suggestion: names.lazy.compactMap { SpellingSuggestion.sentence(for: $0, among: listed) }.first)
    }

    static func workload(_ identity: WorkloadIdentity, listed: [WorkloadIdentity]) -> Unmatched {
        let name = identity.description
        return Unmatched(
            subject: "workload", reason: "none is \(name.inBackticks)",
            suggestion: SpellingSuggestion.sentence(for: name, among: listed.map(\.description)))
    }

    /// At most a handful of what was seen, so that the line stays readable.
    static func seenText(_ values: [String], _ what: String) -> String? {
        let all = Array(Set(values)).sorted()
        guard !all.isEmpty else { return nil }
        let few = all.prefix(6).map(\.inBackticks).joined(separator: ", ")
        return "\(what) seen: " + (all.count > 6 ? few + ", …" : few)
    }
}

/// The labels of everything listed of one sort, to tell what a selector asks in vain.
struct SeenLabels {
    /// `namespace` or `workload`.
    var subject: String
    var labels: [[String: String]]
    /// The labels of the other sort, which has a selector of its own.
    var others: [[String: String]]
    var otherField: String

    func unmatched(_ selector: LabelSelector) -> Unmatched {
        let unmet = selector.requirements.first { requirement in !labels.contains { requirement.admits($0) } }
        guard let unmet else {
            return Unmatched(subject: subject, reason: "none meets all its requirements at once")
        }
        switch unmet.operator {
        case .isIn, .exists: return labels.contains { $0[unmet.key] != nil } ? unseenValue(unmet) : unseenKey(unmet.key)
        case .notIn, .doesNotExist:
            return Unmatched(
                subject: subject, reason: "each has the label \(unmet.key.inBackticks) with a value ruled out")
        }
    }

    private func unseenKey(_ key: String) -> Unmatched {
        let keys = Array(Set(labels.flatMap(\.keys))).sorted()
        let isOfOthers = others.contains { $0[key] != nil }
        return Unmatched(
            subject: subject, reason: "none has the label \(key.inBackticks)", seen: Unmatched.seenText(keys, "labels"),
            suggestion: isOfOthers
                ? "did you mean \(otherField.inBackticks)? \(key.inBackticks) is seen there"
                : SpellingSuggestion.sentence(for: key, among: keys))
    }

    private func unseenValue(_ requirement: LabelRequirement) -> Unmatched {
        let values = Array(Set(labels.compactMap { $0[requirement.key] })).sorted()
        let asked = requirement.values.map(\.inBackticks).joined(separator: " or ")
        return Unmatched(
            subject: subject, reason: "none has the label \(requirement.key.inBackticks) with the value \(asked)",
            seen: Unmatched.seenText(values, "values"),
            suggestion: requirement.values.lazy.compactMap { SpellingSuggestion.sentence(for: $0, among: values) }.first
        )
    }
}
