/// How much a file may ask of the reader before it is refused.
public struct ReadLimits: Hashable, Sendable {
    /// Of one file.
    public var bytes: Int
    /// Of mappings and sequences within each other; the reader and its callers recurse over them.
    public var depth: Int
    /// Nodes of one document that stand there through an alias or a merge, each counted every time it is repeated.
    public var aliasedNodes: Int

    public init(bytes: Int, depth: Int, aliasedNodes: Int) {
        self.bytes = bytes
        self.depth = depth
        self.aliasedNodes = aliasedNodes
    }

    /// 256 MB, 256 levels, a million repeated nodes.
    public static let standard = ReadLimits(bytes: 256 << 20, depth: 256, aliasedNodes: 1_000_000)
}
