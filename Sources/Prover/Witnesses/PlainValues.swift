import NetworkModel
import PolicyModel

/// Ports that a reader knows.
enum PlainPorts {
    /// In order of preference.
    static let wellKnown: [UInt16] = [
        80, 443, 8080, 8443, 3306, 5432, 6379, 27017, 9090, 22, 53, 25, 3000, 5000, 8000, 9000,
    ]

    static func plainest(in range: ClosedRange<UInt16>) -> UInt16 {
        wellKnown.first(where: range.contains) ?? range.lowerBound
    }
}

/// Addresses that a reader takes for what they are: documentation ranges outside the cluster, private ones for pods.
enum PlainAddresses {
    private static let external = [
        "203.0.113.10", "203.0.113.20", "198.51.100.10", "192.0.2.10", "2001:db8::10", "2001:db8::20",
    ]
    private static let pods = ["10.0.0.10", "10.0.0.20", "10.244.0.10", "192.168.0.10", "fd00::10", "fd00::20"]

    /// The plainest address of a set that is not empty: another one than the other end's, and of its family, where the
    /// set has such.
    static func plainest(in set: AddressSet, isPod: Bool, _ role: EndpointRole, apartFrom other: IPAddress?)
        -> IPAddress
    {
        let set = other.map { set.subtracting($0).preferring($0.family) } ?? set
        let known = (isPod ? pods : external).compactMap(IPAddress.init)
        let ordered = role == .source ? known : Array(known.dropFirst()) + known.prefix(1)
        if let plain = ordered.first(where: set.contains) { return plain }
        for family in IPAddress.Family.allCases {
            guard let range = set[family].ranges.first else { continue }
            // Not the network's own address where there is room.
            let value = range.upperBound - range.lowerBound >= 10 ? range.lowerBound + 10 : range.lowerBound
            return IPAddress(family: family, value: value)
        }
        return known[0]
    }
}

extension AddressSet {
    /// Without one address, if that leaves any.
    fileprivate func subtracting(_ address: IPAddress) -> AddressSet {
        let rest = subtracting(AddressSet([CIDRBlock(address, prefixLength: address.family.bits)]))
        return rest.isEmpty ? self : rest
    }

    /// The addresses of one family, if there are any.
    func preferring(_ family: IPAddress.Family) -> AddressSet {
        if self[family].isEmpty { return self }
        return family == .v4 ? AddressSet(v4: v4, v6: .empty) : AddressSet(v4: .empty, v6: v6)
    }
}
