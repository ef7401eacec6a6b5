/// One document of a file: a root node that is not null.
public struct Document: Sendable {
    /// The file as the user named it; `<stdin>` for standard input.
    public var file: String
    public var root: Node

    public init(file: String, root: Node) {
        self.file = file
        self.root = root
    }
}
