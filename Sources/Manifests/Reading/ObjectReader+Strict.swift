public import Diagnostics

/// What Netproof's own objects ask of a field beyond what Kubernetes does.
///
/// A null or an empty list is mostly a slip of indentation, and could silently widen a claim or narrow what a proof
/// covers; in objects of Netproof's own both are errors.
extension ObjectReader {
    /// The value of a field; nil if it is missing, or null, which is reported.
    public mutating func given(_ name: String) -> Node? {
        switch presence(name) {
        case .missing: return nil
        case .present(let node): return node
        case .null:
            report(
                "null-field", "\(FieldPath.field(path, name).description.inBackticks) is null", at: name,
                expected: "expected a value", suggestion: "leave \(name.inBackticks) out if nothing is meant")
            return nil
        }
    }

    /// The elements of a list that holds at least one; nil if it is missing or faulty.
    public mutating func filledList(_ name: String, suggestion: String? = nil) -> [ListElement]? {
        guard let node = given(name) else { return nil }
        let elements = list(name)
        if case .sequence(let nodes) = node.content, nodes.isEmpty {
            report(
                "empty-list", "\(FieldPath.field(path, name).description.inBackticks) is empty", at: name,
                expected: "expected at least one element", suggestion: suggestion)
        }
        return elements.isEmpty ? nil : elements
    }

    /// One of the words of an enumeration; nil if it is missing or faulty.
    public mutating func word<Words: RawRepresentable<String> & CaseIterable>(
        _ name: String, of words: Words.Type, id: String = "choice"
    ) -> Words? {
        guard given(name) != nil else { return nil }
        return choice(name, among: Words.allCases.map(\.rawValue), id: id).flatMap(Words.init(rawValue:))
    }

    /// A nested mapping; nil if it is missing or null.
    public mutating func given<Value>(_ name: String, _ read: (inout ObjectReader) -> Value) -> Value? {
        given(name) == nil ? nil : object(name, read).value
    }

    /// Where the element of a list, or anything else below this object, stands.
    public func location(of node: Node) -> SourceLocation { context.location(of: node) }
}
