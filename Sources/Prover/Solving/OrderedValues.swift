import SMT

/// A number in the solver by its order: one Boolean "less than" for each cut point, so that a range costs two literals
/// however many ranges there are.
struct OrderedValues {
    /// Ascending; each greater than `bounds.lowerBound`.
    let cuts: [UInt128]
    let bounds: ClosedRange<UInt128>
    /// `below[i]`: the number is less than `cuts[i]`.
    let below: [Term]

    init(
        cuttingAt ranges: some Sequence<ClosedRange<UInt128>>, within bounds: ClosedRange<UInt128>,
        in session: inout Session
    ) throws(SMTError) {
        var points: Set<UInt128> = []
        for range in ranges {
            if range.lowerBound > bounds.lowerBound { points.insert(range.lowerBound) }
            if range.upperBound < bounds.upperBound { points.insert(range.upperBound + 1) }
        }
        cuts = points.sorted()
        self.bounds = bounds
        var below: [Term] = []
        for _ in cuts { below.append(try session.boolean()) }
        for index in cuts.indices.dropFirst() {
            try session.assert(try session.implies(below[index - 1], below[index]))
        }
        self.below = below
    }

    /// The number is in a range whose ends are cut points.
    func contains(_ range: ClosedRange<UInt128>, in session: inout Session) throws(SMTError) -> Term {
        var parts: [Term] = []
        if range.lowerBound > bounds.lowerBound { parts.append(session.not(isBelow(range.lowerBound))) }
        if range.upperBound < bounds.upperBound { parts.append(isBelow(range.upperBound + 1)) }
        return try session.and(parts)
    }

    /// Whether `contains` can answer for a range.
    func hasCuts(for range: ClosedRange<UInt128>) -> Bool {
        (range.lowerBound <= bounds.lowerBound || index(of: range.lowerBound) != nil)
            && (range.upperBound >= bounds.upperBound || index(of: range.upperBound + 1) != nil)
    }

    private func isBelow(_ cut: UInt128) -> Term {
        // Ranges are asked for only if their ends were cut points when this was made.
        below[index(of: cut)!]
    }

    private func index(of cut: UInt128) -> Int? {
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] < cut { low = middle + 1 } else { high = middle }
        }
        return low < cuts.count && cuts[low] == cut ? low : nil
    }

    /// The stretch between cut points that the number is in, in the last model.
    func stretch(in session: borrowing Session) throws(SMTError) -> ClosedRange<UInt128> {
        let values = try session.values(of: below)
        let above = values.firstIndex(of: true) ?? cuts.count
        let lower = above == 0 ? bounds.lowerBound : cuts[above - 1]
        let upper = above == cuts.count ? bounds.upperBound : cuts[above] - 1
        return lower...upper
    }

    /// The stretches that hold one number only, which two different endpoints cannot share.
    func singletons(in session: inout Session) throws(SMTError) -> [(value: UInt128, term: Term)] {
        let starts = [bounds.lowerBound] + cuts
        var result: [(UInt128, Term)] = []
        for (index, start) in starts.enumerated() {
            let end = index < cuts.count ? cuts[index] - 1 : bounds.upperBound
            if start == end { result.append((start, try contains(start...end, in: &session))) }
        }
        return result
    }
}
