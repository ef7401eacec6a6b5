/// A node of a YAML or JSON document, with its place.
///
/// Aliases and merge keys are resolved before a node is made; duplicate keys never get here.
public struct Node: Sendable {
    public enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Member])
    }

    public var content: Content
    /// One-based.
    public var line: Int32
    /// One-based, in Unicode scalars.
    public var column: Int32

    public init(content: Content, line: Int32, column: Int32) {
        self.content = content
        self.line = line
        self.column = column
    }

    /// One `key: value` of a mapping, in the order of the file.
    public struct Member: Sendable {
        public var key: String
        public var keyLine: Int32
        public var keyColumn: Int32
        /// Whether the key was written without quotes, so that a reader may take it for a number or a boolean.
        public var isKeyPlain: Bool
        public var value: Node

        public init(key: String, isKeyPlain: Bool = true, keyLine: Int32, keyColumn: Int32, value: Node) {
            self.key = key
            self.isKeyPlain = isKeyPlain
            self.keyLine = keyLine
            self.keyColumn = keyColumn
            self.value = value
        }
    }
}

extension Node {
    /// Whether the node is null, written as `null`, `~` or nothing at all.
    public var isNull: Bool {
        if case .scalar(let scalar) = content { scalar.value == .null } else { false }
    }

    /// What stands there, for messages: "a list", "the integer 80".
    public var inWords: String {
        switch content {
        case .scalar(let scalar): scalar.value.inWords
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A scalar as written: its text after unescaping, and whether it was plain (unquoted), which decides its type.
public struct Scalar: Hashable, Sendable {
    public var text: String
    public var isPlain: Bool

    public init(text: String, isPlain: Bool) {
        self.text = text
        self.isPlain = isPlain
    }
}
