extension Node {
    /// What stands under a key of a mapping; nil where there is no such key, and of what is no mapping.
    public subscript(key: String) -> Node? {
        guard case .mapping(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The text of a string; nil for anything else.
    public var string: String? {
        guard case .scalar(let scalar) = content, case .string = scalar.value else { return nil }
        return scalar.text
    }

    /// The text of a string that is not empty.
    public var nonemptyString: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

    public var isTrue: Bool {
        if case .scalar(let scalar) = content { scalar.value == .bool(true) } else { false }
    }

    /// The items of a list; none for anything else.
    public var items: [Node] {
        if case .sequence(let items) = content { items } else { [] }
    }
}
