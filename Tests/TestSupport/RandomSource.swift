/// Repeatable random numbers (SplitMix64): every failure prints the seed it began with.
public struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    public mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() >> 33) % bound }

    /// True in one of so many cases.
    public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// One of the elements, by weight.
    public mutating func pick<Element>(_ elements: [(Int, Element)]) -> Element {
        var number = below(elements.reduce(0) { $0 + $1.0 })
        for (weight, element) in elements {
            if number < weight { return element }
            number -= weight
        }
        return elements[0].1
    }

    /// From the lowest to the highest count of them.
    public mutating func several<Element>(
        _ range: ClosedRange<Int>, _ make: (inout RandomSource) -> Element
    ) -> [Element] {
        let count = range.lowerBound + below(range.count)
        var result: [Element] = []
        for _ in 0..<count { result.append(make(&self)) }
        return result
    }
}
