/// A set of integers as sorted, disjoint, non-adjacent closed ranges: the canonical form, so equal sets are equal values.
public struct IntervalSet<Bound: FixedWidthInteger & Sendable>: Hashable, Sendable {
    public private(set) var ranges: [ClosedRange<Bound>]

    public init(_ ranges: [ClosedRange<Bound>] = []) {
        self.ranges = Self.canonical(ranges)
    }

    public static var empty: IntervalSet { IntervalSet() }

    public var isEmpty: Bool { ranges.isEmpty }

    /// Whether it holds more than one integer.
    public var hasSeveral: Bool { ranges.count > 1 || ranges.contains { $0.lowerBound < $0.upperBound } }

    /// Merges overlapping and adjacent ranges.
    static func canonical(_ ranges: [ClosedRange<Bound>]) -> [ClosedRange<Bound>] {
        guard ranges.count > 1 else { return ranges }
        var merged: [ClosedRange<Bound>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = merged.last else {
                merged.append(range)
                continue
            }
            let touches = last.upperBound == .max || range.lowerBound <= last.upperBound + 1
            if touches {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    public func contains(_ value: Bound) -> Bool {
        ranges.contains { $0.contains(value) }
    }

    public func union(_ other: IntervalSet) -> IntervalSet {
        IntervalSet(ranges + other.ranges)
    }

    public func intersection(_ other: IntervalSet) -> IntervalSet {
        var result: [ClosedRange<Bound>] = []
        var (left, right) = (0, 0)
        while left < ranges.count, right < other.ranges.count {
            let lower = max(ranges[left].lowerBound, other.ranges[right].lowerBound)
            let upper = min(ranges[left].upperBound, other.ranges[right].upperBound)
            if lower <= upper { result.append(lower...upper) }
            if ranges[left].upperBound < other.ranges[right].upperBound { left += 1 } else { right += 1 }
        }
        return IntervalSet(result)
    }

    /// What `universe` holds and this set does not.
    public func complement(in universe: ClosedRange<Bound>) -> IntervalSet {
        var result: [ClosedRange<Bound>] = []
        var next: Bound? = universe.lowerBound
        for range in ranges {
            guard let start = next, range.upperBound >= start else { continue }
            if range.lowerBound > universe.upperBound { break }
            if range.lowerBound > start { result.append(start...(range.lowerBound - 1)) }
            next = range.upperBound >= universe.upperBound ? nil : range.upperBound + 1
        }
        if let start = next, start <= universe.upperBound { result.append(start...universe.upperBound) }
        return IntervalSet(result)
    }

    public func subtracting(_ other: IntervalSet, in universe: ClosedRange<Bound>) -> IntervalSet {
        intersection(other.complement(in: universe))
    }
}
