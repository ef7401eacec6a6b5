/// An address prefix such as `10.0.0.0/8`. Host bits below the mask are dropped, as API servers did (networkpolicy.md §6).
public struct CIDRBlock: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var family: IPAddress.Family
    public var prefixLength: Int
    /// The first and last address.
    public var range: ClosedRange<UInt128>
    /// Whether the text named an address with bits below the mask, which newest servers refuse.
    public var hadHostBits: Bool

    /// Reads `address/length`; nil for a bare address, a bad length or anything unparsable (V9).
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])),
            let length = Self.length(parts[1]), length <= address.family.bits
        else { return nil }
        self.init(address, prefixLength: length)
    }

    public init(_ address: IPAddress, prefixLength: Int) {
        let hostBits = address.family.bits - prefixLength
        let mask: UInt128 = hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1
        family = address.family
        self.prefixLength = prefixLength
        let first = address.value & ~mask
        range = first...(first | mask)
        hadHostBits = first != address.value
    }

    public var first: IPAddress { IPAddress(family: family, value: range.lowerBound) }

    public func contains(_ other: CIDRBlock) -> Bool {
        family == other.family && range.contains(other.range.lowerBound) && range.contains(other.range.upperBound)
    }

    public var description: String { "\(first)/\(prefixLength)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.first, left.prefixLength) < (right.first, right.prefixLength)
    }

    private static func length(_ text: Substring) -> Int? {
        guard (1...3).contains(text.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        if text.count > 1, text.first == "0" { return nil }
        return Int(text)
    }
}
