/// A `.dl` file that was read, not yet understood.
public struct RulesFile: Hashable, Sendable {
    /// As messages name it.
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
