import Diagnostics

extension ObjectReader {
    /// Reports every field that nobody asked for; called for you by the methods that take a closure.
    public mutating func finish() {
        guard !acceptsOthers else { return }
        for (position, member) in members.enumerated() where !isRead[position] {
            reportUnknown(member)
        }
    }

    /// The known fields, unless they are so many that nobody would read them.
    private var expectation: String? {
        let names = known.unique
        if names.isEmpty { return "expected no field" }
        return names.count > 16 ? nil : "expected \(names.oneOf)"
    }

    private func reportUnknown(_ member: Node.Member) {
        guard context.checkKey(member, path) else { return }
        let nearest = SpellingSuggestion.nearest(to: member.key, among: known)
        let isCaseOnly = nearest?.lowercased() == member.key.lowercased()
        let place = if case .root = path { "" } else { " in \(path.inBackticks)" }
        context.report(
            Diagnostic(
                "unknown-field", at: context.location(ofKey: member), "unknown field \(member.key.inBackticks)\(place)",
                expected: expectation,
                suggestion: nearest.map {
                    isCaseOnly
                        ? "did you mean \($0.inBackticks)? upper and lower case matter"
                        : "did you mean \($0.inBackticks)?"
                }))
    }
}

extension [String] {
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
