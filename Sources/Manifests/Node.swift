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
        public var value: Node

        public init(key: String, keyLine: Int32, keyColumn: Int32, value: Node) {
            self.key = key
            self.keyLine = keyLine
            self.keyColumn = keyColumn
            self.value = value
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
