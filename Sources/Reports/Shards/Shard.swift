/// A part of a run that is split over several machines.
public struct Shard: Hashable, Sendable, Codable {
    /// Which part, counted from one.
    public var number: Int
    public var count: Int
    /// What all parts of one run have in common: the input, the options and the version, in short.
    public var fingerprint: String
    /// The places of the part's results among those of the whole; ascending.
    public var positions: [Int]
    /// How many results the whole has.
    public var total: Int

    public init(number: Int, count: Int, fingerprint: String, positions: [Int], total: Int) {
        self.number = number
        self.count = count
        self.fingerprint = fingerprint
        self.positions = positions
        self.total = total
    }
}
