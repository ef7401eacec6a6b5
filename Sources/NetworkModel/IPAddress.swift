/// An IPv4 or IPv6 address; `value` is the address as an unsigned number of 32 or 128 bits.
public struct IPAddress: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public enum Family: UInt8, Hashable, Sendable, Codable, CaseIterable, Comparable {
        case v4, v6

        public var bits: Int { self == .v4 ? 32 : 128 }
        public var maximum: UInt128 { self == .v4 ? UInt128(UInt32.max) : .max }

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    public var family: Family
    public var value: UInt128

    public init(family: Family, value: UInt128) {
        self.family = family
        self.value = value
    }

    /// Reads dotted IPv4 (no leading zeros) or any RFC 4291 spelling of IPv6 (no zone, no IPv4-mapped ambiguity is resolved here).
    public init?(_ text: String) {
        if text.contains(":") {
            guard let value = Self.parseV6(text) else { return nil }
            self.init(family: .v6, value: value)
        } else {
            guard let value = Self.parseV4(text) else { return nil }
            self.init(family: .v4, value: UInt128(value))
        }
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.family, left.value) < (right.family, right.value)
    }

    public var description: String {
        family == .v4 ? Self.formatV4(UInt32(truncatingIfNeeded: value)) : Self.formatV6(value)
    }

    private static func parseV4(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard let byte = decimalByte(part) else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }

    private static func decimalByte(_ text: some StringProtocol) -> UInt8? {
        guard (1...3).contains(text.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        if text.count > 1, text.first == "0" { return nil }
        return UInt8(text)
    }

    private static func parseV6(_ text: String) -> UInt128? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, let head = groups(String(halves[0])) else { return nil }
        if halves.count == 1 {
            return head.count == 8 ? number(head) : nil
        }
        guard let tail = groups(String(halves[1])), head.count + tail.count <= 7 else { return nil }
        return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// Groups of sixteen bits; a final dotted IPv4 part counts as two.
    private static func groups(_ text: String) -> [UInt16]? {
        if text.isEmpty { return [] }
        var result: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part.contains(".") {
                guard index == parts.count - 1, let low = parseV4(part) else { return nil }
                result.append(UInt16(truncatingIfNeeded: low >> 16))
                result.append(UInt16(truncatingIfNeeded: low))
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHex),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                result.append(group)
            }
        }
        return result
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }

    private static func number(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func formatV4(_ value: UInt32) -> String {
        stride(from: 24, through: 0, by: -8).map { String(value >> $0 & 0xff) }.joined(separator: ".")
    }

    /// RFC 5952: lower case, the longest run of two or more zero groups shortened.
    private static func formatV6(_ value: UInt128) -> String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            let run = groups[start...].prefix { $0 == 0 }.count
            if run > best.count, run > 1 { best = start..<(start + run) }
            start += max(run, 1)
        }
        let text = { (slice: ArraySlice<UInt16>) in slice.map { String($0, radix: 16) }.joined(separator: ":") }
        if best.isEmpty { return text(groups[...]) }
        return text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}
