/// A step of the parser through a YAML stream, with the place where it begins.
public struct Event: Sendable {
    public enum Content: Sendable {
        case streamStart
        case streamEnd
        /// `isExplicit` where `---` is written.
        case documentStart(isExplicit: Bool)
        case documentEnd
        case alias(String)
        case scalar(String, isPlain: Bool, NodeProperties)
        case sequenceStart(NodeProperties)
        case sequenceEnd
        case mappingStart(NodeProperties)
        case mappingEnd
    }

    public let content: Content
    public let position: Position
}

/// The anchor and tag in front of a node.
public struct NodeProperties: Sendable {
    /// Without the `&`.
    public let anchor: String?
    /// Written out, such as `tag:yaml.org,2002:str` for `!!str`.
    public let tag: String?

    static let none = NodeProperties(anchor: nil, tag: nil)

    public var isEmpty: Bool { anchor == nil && tag == nil }
}

/// A place in the text: line and column from one, columns in Unicode scalars.
public struct Position: Hashable, Sendable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Text that is not YAML.
public struct SyntaxError: Error, Hashable, Sendable {
    /// What is wrong, such as "did not find expected key".
    public let problem: String
    public let position: Position
    /// What the parser was reading, such as "while parsing a block mapping", and where that began.
    public let context: Context?

    public struct Context: Hashable, Sendable {
        public let message: String
        public let position: Position
    }

    public init(problem: String, position: Position, context: Context? = nil) {
        self.problem = problem
        self.position = position
        self.context = context
    }
}
