/// One document of a file: a root node that is not null.
public struct Document: Sendable {
    /// The file as the user named it; `<stdin>` for standard input.
    public var file: String
    public var root: Node
    /// Whether it was read without an error.
    ///
    /// Others are given too, so that a run tells of all their errors; ``decode(into:_:)`` yields nothing for them.
    public var isSound: Bool

    public init(file: String, root: Node, isSound: Bool = true) {
        self.file = file
        self.root = root
        self.isSound = isSound
    }
}
