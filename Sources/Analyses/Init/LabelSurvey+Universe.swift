import Diagnostics
import Reports

extension LabelSurvey {
    /// A LabelUniverse that assumes nothing, with what the manifests show as comments to be made rules.
    var universeYAML: String {
        var lines = [
            "# Which namespaces, pods and labels may exist: what every proof takes as given. Written by `netproof init`.",
            "#",
            "# As it stands it assumes nothing: any namespace, with any labels, may be created tomorrow. The rules below are",
            "# guesses from the labels that are there today. Take one in when something enforces it: an admission policy, such",
            "# as `netproof universe export` writes. A rule that nothing enforces makes proofs that mean nothing.",
            "apiVersion: netproof.dev/v1alpha1", "kind: LabelUniverse", "metadata: {name: cluster}", "spec:",
            "  namespaces:", "    exist: any", "    future: gap",
        ]
        let (likely, rest) = namespaceKeys.divided { [environment?.key, tenant?.key].contains($0.key) }
        if !likely.isEmpty {
            lines.append("    # labels:")
            for key in likely { lines += key.rule(of: namespaceCount) }
        }
        lines += Self.comments("other labels of namespaces", rest.map { ($0.key, $0.values) })
        lines += Self.comments("labels of pods that policies ask for", podKeys.map { ($0.key, $0.values) })
        return lines.map { $0 + "\n" }.joined()
    }

    private static func comments(_ title: String, _ keys: [(String, [String])]) -> [String] {
        guard !keys.isEmpty else { return [] }
        return ["# \(title):"]
            + keys.map { key, values in
                let shown = values.prefix(12).joined(separator: ", ") + (values.count > 12 ? ", …" : "")
                return "#   \(key)\(shown.isEmpty ? "" : ": " + shown)".printable(limit: 200)
            }
    }
}

extension LabelSurvey.Key {
    /// A rule, commented out.
    fileprivate func rule(of namespaces: Int) -> [String] {
        let seen = counts.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        let values = values.map(JSONValue.literal).joined(separator: ", ")
        let required = total == namespaces ? "required: true, " : ""
        let bearers =
            total == namespaces
            ? "every namespace carries it"
            : "\(total) of \(namespaces) namespaces \(total == 1 ? "carries" : "carry") it"
        return [
            "    #   # \(bearers): \(seen)".printable(limit: 300),
            "    #   \(JSONValue.literal(key)): {\(required)values: [\(values)]}",
        ]
    }
}

extension [LabelSurvey.Key] {
    /// Those for which a condition holds, and the others.
    fileprivate func divided(_ holds: (Element) -> Bool) -> (Self, Self) { (filter(holds), filter { !holds($0) }) }
}
