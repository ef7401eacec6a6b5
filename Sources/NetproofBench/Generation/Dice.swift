/// Random numbers that are the same on every machine for the same seed (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Dice of their own for one part of a cluster, so that parts do not depend on each other's size.
    init(seed: UInt64, part: Int) {
        self.init(seed: seed &+ UInt64(bitPattern: Int64(part)) &* 0xD1B5_4A32_D192_ED03)
        _ = next()
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number below `bound`, which is positive.
    mutating func roll(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }

    /// One of the elements, of which there must be some.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }
}
