/// A set of IPv4 and IPv6 addresses. The families never mix: `0.0.0.0/0` covers no IPv6 address.
public struct AddressSet: Hashable, Sendable {
    public private(set) var v4: IntervalSet<UInt128>
    public private(set) var v6: IntervalSet<UInt128>

    public static let empty = AddressSet(v4: .empty, v6: .empty)
    public static let all = AddressSet(
        v4: IntervalSet([0...IPAddress.Family.v4.maximum]), v6: IntervalSet([0...IPAddress.Family.v6.maximum]))

    public init(v4: IntervalSet<UInt128>, v6: IntervalSet<UInt128>) {
        self.v4 = v4
        self.v6 = v6
    }

    public init(_ blocks: [CIDRBlock]) {
        v4 = IntervalSet(blocks.filter { $0.family == .v4 }.map(\.range))
        v6 = IntervalSet(blocks.filter { $0.family == .v6 }.map(\.range))
    }

    public init(_ address: IPAddress) {
        self.init([CIDRBlock(address, prefixLength: address.family.bits)])
    }

    public subscript(family: IPAddress.Family) -> IntervalSet<UInt128> { family == .v4 ? v4 : v6 }

    public var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

    public func contains(_ address: IPAddress) -> Bool { self[address.family].contains(address.value) }

    public func union(_ other: AddressSet) -> AddressSet {
        AddressSet(v4: v4.union(other.v4), v6: v6.union(other.v6))
    }

    public func intersection(_ other: AddressSet) -> AddressSet {
        AddressSet(v4: v4.intersection(other.v4), v6: v6.intersection(other.v6))
    }

    public var complement: AddressSet {
        AddressSet(
            v4: v4.complement(in: 0...IPAddress.Family.v4.maximum),
            v6: v6.complement(in: 0...IPAddress.Family.v6.maximum))
    }

    public func subtracting(_ other: AddressSet) -> AddressSet { intersection(other.complement) }
}
