public import Manifests

extension ObjectReader {
    /// A field with its place; `read` gives nil after it has reported an error, and the field then counts as missing.
    public mutating func written<Value>(
        _ name: String, _ read: (Node, FieldPath, ReadingContext) -> Value?
    ) -> Written<Value> {
        switch presence(name) {
        case .missing: return .missing
        case .null: return .null(location(of: name))
        case .present(let node):
            guard let value = read(node, .field(path, name), context) else { return .missing }
            return .given(value, context.location(of: node))
        }
    }

    /// A nested mapping with its place, read to its end.
    public mutating func writtenObject<Value>(
        _ name: String, _ read: (inout ObjectReader) -> Value?
    ) -> Written<Value> {
        written(name) { node, path, context in context.object(node, path: path, read) }
    }

    /// A list with its place; elements for which `read` gives nil are left out.
    public mutating func writtenList<Value>(
        _ name: String, _ read: (ListElement, ReadingContext) -> Value?
    ) -> Written<[Value]> {
        switch presence(name) {
        case .missing: return .missing
        case .null: return .null(location(of: name))
        case .present(let node):
            return .given(list(name).compactMap { read($0, context) }, context.location(of: node))
        }
    }

    /// A list of mappings with its place; a null element reads as the empty mapping, with a warning (NP-104).
    public mutating func writtenObjects<Value>(
        _ name: String, _ read: (inout ObjectReader) -> Value?
    ) -> Written<[Value]> {
        switch presence(name) {
        case .missing: return .missing
        case .null: return .null(location(of: name))
        case .present(let node):
            return .given(objects(name, read).compactMap(\.self), context.location(of: node))
        }
    }

    /// A list of strings with their places; `check` reports what is wrong with one.
    public mutating func writtenStrings(
        _ name: String, check: (Located<String>, FieldPath, ReadingContext) -> Void = { _, _, _ in }
    ) -> Written<[Located<String>]> {
        writtenList(name) { element, context in
            guard let text = context.string(element.node, path: element.path) else { return nil }
            let located = Located(text, at: context.location(of: element.node))
            check(located, element.path, context)
            return located
        }
    }
}
