import NetworkModel
import TestSupport

/// Concrete connections of pods with random labels, and of addresses outside.
enum RandomConnection {
    static func connection(_ world: ReferenceWorld, _ random: inout RandomSource) -> Connection {
        let family = random.chance(75) ? IPAddress.Family.v4 : .v6
        let isSourceExternal = random.chance(15)
        return Connection(
            source: isSourceExternal ? external(family, &random) : pod(world, family, &random),
            destination: !isSourceExternal && random.chance(15)
                ? external(family, &random) : pod(world, family, &random),
            transport: random.pick(TransportProtocol.allCases),
            port: UInt16(random.chance(85) ? random.pick(Words.ports) : 1 + random.below(65535)))
    }

    private static func external(_ family: IPAddress.Family, _ random: inout RandomSource) -> Endpoint {
        .external(address(family, &random))
    }

    private static func address(_ family: IPAddress.Family, _ random: inout RandomSource) -> IPAddress {
        let texts =
            family == .v4
            ? ["10.1.2.3", "10.1.200.1", "10.2.0.1", "203.0.113.7", "203.0.113.77", "198.51.100.1", "255.255.255.255"]
            : ["2001:db8::1", "2001:db8:1::1", "fd00::1", "::", "ffff::1"]
        // All of them are addresses.
        return IPAddress(random.pick(texts))!
    }

    private static func pod(_ world: ReferenceWorld, _ family: IPAddress.Family, _ random: inout RandomSource)
        -> Endpoint
    {
        let name = random.pick(Words.listedNames + Words.unlistedNames)
        var labels = world.manifests[name] ?? [:]
        if !world.listed.contains(name) || world.manifests[name] == nil {
            labels = self.labels(Words.namespaceKeys, &random)
        }
        let ports = random.several(0...2) { random in
            NamedPort(
                name: random.pick(Words.portNames), transport: random.pick(TransportProtocol.allCases),
                port: UInt16(random.pick(Words.ports)), isOfInitContainer: random.chance(30))
        }
        return .pod(
            Pod(
                namespace: PodNamespace(name: name, isListed: world.listed.contains(name), labels: labels),
                labels: self.labels(Words.podKeys + [Words.injectedKey, automaticLabel], &random), namedPorts: ports,
                addresses: [address(family, &random)]))
    }

    private static func labels(_ keys: [String], _ random: inout RandomSource) -> [String: String] {
        var labels: [String: String] = [:]
        for key in keys where random.chance(50) { labels[key] = random.pick(Words.values + ["c"]) }
        return labels
    }
}
