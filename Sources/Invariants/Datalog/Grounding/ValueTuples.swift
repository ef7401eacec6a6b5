/// The tuples of values that a relation may hold for, endpoints apart; in the order in which they were found.
struct ValueTuples {
    private(set) var tuples: [[Value]] = []
    private var known: Set<[Value]> = []
    /// Whether any of them has a value that nobody knows, which may be equal to any other.
    private var hasHeld = false

    /// Whether the tuple is new.
    @discardableResult
    mutating func insert(_ tuple: [Value]) -> Bool {
        guard known.insert(tuple).inserted else { return false }
        tuples.append(tuple)
        hasHeld = hasHeld || tuple.contains { $0.held != nil }
        return true
    }

    /// The tuples that agree with those values of a pattern that are known, or may.
    func matching(_ pattern: [Value?]) -> [[Value]] {
        let whole = pattern.compactMap(\.self)
        if whole.count == pattern.count, !hasHeld, !whole.contains(where: { $0.held != nil }) {
            return known.contains(whole) ? [whole] : []
        }
        return tuples.filter { tuple in
            zip(tuple, pattern).allSatisfy { value, asked in
                guard let asked, asked.held == nil, value.held == nil else { return true }
                return value == asked
            }
        }
    }
}
