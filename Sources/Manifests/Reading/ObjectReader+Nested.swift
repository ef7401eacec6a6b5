import Diagnostics

extension ObjectReader {
    /// A nested mapping, read to its end by `read`; unknown fields in it are reported.
    public mutating func object<Value>(
        _ name: String, _ read: (inout ObjectReader) -> Value
    ) -> Presence<Value> {
        presence(name).map { node in
            context.object(node, path: .field(path, name), read)
        }
    }

    /// The mappings of a list; missing, null and `[]` are all the empty list.
    ///
    /// A null element reads as an empty mapping, as the API server does, with a warning.
    public mutating func objects<Value>(
        _ name: String, _ read: (inout ObjectReader) -> Value
    ) -> [Value] {
        list(name).map { element in
            if element.node.isNull { context.warnOfNull(element) }
            return context.object(element.node, path: element.path, nullIsEmpty: true, read)
        }
    }

    /// The elements of a list, null ones too; missing, null and `[]` are all the empty list.
    public mutating func list(_ name: String) -> [ListElement] {
        guard let node = presence(name).value else { return [] }
        let listPath = FieldPath.field(path, name)
        guard case .sequence(let elements) = node.content else {
            context.reportMismatch(node, listPath, expected: "a list")
            return []
        }
        return elements.enumerated().map { ListElement(node: $1, path: .index(listPath, $0)) }
    }

    /// The strings of a list; elements of another type, null among them, are reported and left out.
    public mutating func strings(_ name: String) -> [String] {
        list(name).compactMap { context.string($0.node, path: $0.path) }
    }
}

/// An element of a list, with its path for messages.
public struct ListElement: Sendable {
    public let node: Node
    public let path: FieldPath
}

extension ReadingContext {
    /// Reads a mapping to its end; unknown fields are reported.
    public func object<Value>(
        _ node: Node, path: FieldPath, nullIsEmpty: Bool = false, _ read: (inout ObjectReader) -> Value
    ) -> Value {
        var reader = ObjectReader(node, path: path, self, nullIsEmpty: nullIsEmpty)
        let value = read(&reader)
        reader.finish()
        return value
    }

    func warnOfNull(_ element: ListElement) {
        report(
            Diagnostic(
                "null-element", severity: .warning, at: location(of: element.node),
                "\(element.path.subject) is null, which reads as the empty mapping",
                suggestion: "write `{}` if that is meant, or remove the element"))
    }
}
