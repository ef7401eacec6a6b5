import Diagnostics
public import Manifests

/// Reading objects of which only a part matters.
extension ObjectReader {
    /// A mapping that must be there; nil after an error has been reported.
    public mutating func required<Value>(_ name: String, _ read: (inout ObjectReader) -> Value?) -> Value? {
        guard require(name) else { return nil }
        return object(name, read).value ?? nil
    }

    /// Accepts other fields, of which the API has hundreds, but for those that look like one that matters.
    mutating func ignoringUnlessMisspelt(of names: [String]) {
        ignoringOthers()
        guard case .mapping(let members) = node.content else { return }
        for member in members where !names.contains(member.key) {
            guard let name = names.first(where: { looksLike($0, member.key) }) else { continue }
            context.report(
                Diagnostic(
                    "unknown-field", at: context.location(ofKey: member),
                    "unknown field \(member.key.inBackticks) in \(path.inWords)",
                    suggestion: "did you mean \(name.inBackticks)?"))
        }
    }

    private func looksLike(_ name: String, _ key: String) -> Bool {
        // No field of the API is a single edit, or only upper and lower case, away from one that is read here.
        guard abs(name.utf8.count - key.utf8.count) <= 1 else { return false }
        return SpellingSuggestion.distance(name, key, limit: 1) != nil || name.lowercased() == key.lowercased()
    }
}
