public import Diagnostics

/// An entry of a map from strings to strings, such as a label.
public struct StringEntry: Hashable, Sendable {
    public let key: String
    public let value: String
    /// Where the value stands.
    public let location: SourceLocation
    public let keyLocation: SourceLocation
}

extension ObjectReader {
    /// A map from strings to strings, in the order of the file; missing and null are the empty map.
    ///
    /// A null value reads as the empty string, as the API server does. Keys and values that some reader of YAML takes
    /// for something other than a string are reported and left out.
    public mutating func stringMap(_ name: String) -> [StringEntry] {
        guard let node = presence(name).value else { return [] }
        let mapPath = FieldPath.field(path, name)
        guard case .mapping(let members) = node.content else {
            context.reportMismatch(node, mapPath, expected: "a mapping of strings")
            return []
        }
        return members.compactMap { context.stringEntry($0, in: mapPath) }
    }
}

extension ReadingContext {
    func stringEntry(_ member: Node.Member, in path: FieldPath) -> StringEntry? {
        let entryPath = FieldPath.key(path, member.key)
        let isKeyGood = checkKey(member, path)
        let value = member.value.isNull ? "" : string(member.value, path: entryPath)
        guard isKeyGood, let value else { return nil }
        return StringEntry(
            key: member.key, value: value, location: location(of: member.value), keyLocation: location(ofKey: member))
    }

    /// Reports a key that is a template, or no string to some reader.
    func checkKey(_ member: Node.Member, _ path: FieldPath) -> Bool {
        if member.key.holdsTemplate {
            reportTemplate(member.key, at: location(ofKey: member), path)
            return false
        }
        let value = Scalar(text: member.key, isPlain: member.isKeyPlain).value
        if case .string = value { return true }
        report(
            Diagnostic(
                "key-type", at: location(ofKey: member),
                "kubectl reads the key \(member.key.inBackticks) in \(path.subject) as \(value.inWords)",
                expected: "expected a string", suggestion: "write \"\(member.key.printable(limit: 60))\" in quotes"))
        return false
    }
}
