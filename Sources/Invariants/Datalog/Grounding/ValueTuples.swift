/// The tuples of values that a relation may hold for, endpoints apart; in the order in which they were found.
struct ValueTuples {
    private(set) var tuples: [[Value]] = []
    private var known: Set<[Value]> = []

    /// Whether the tuple is new.
    @discardableResult
    mutating func insert(_ tuple: [Value]) -> Bool {
        guard known.insert(tuple).inserted else { return false }
        tuples.append(tuple)
        return true
    }

    /// The tuples that agree with those values of a pattern that are known.
    func matching(_ pattern: [Value?]) -> [[Value]] {
        let whole = pattern.compactMap(\.self)
        if whole.count == pattern.count { return known.contains(whole) ? [whole] : [] }
        return tuples.filter { tuple in zip(tuple, pattern).allSatisfy { $1 == nil || $0 == $1 } }
    }
}
