import Dialects
import NetworkModel

/// Where anything can change: between two neighbours all ports, or all addresses, fare alike on both sides.
struct CutPoints {
    /// The first and last port of each interval.
    private(set) var ports: Set<UInt16> = [1, 65535]
    /// The first and last IPv4 address of each interval.
    private(set) var addresses: Set<UInt128> = [0, IPAddress.Family.v4.maximum]

    init(_ input: LoadedInput) {
        for port in input.cluster.workloads.flatMap(\.namedPorts) { cut(port.port...port.port) }
        for policy in input.networkPolicies {
            for rule in policy.rules {
                for port in rule.ports.value ?? [] { cut(port) }
                for peer in rule.peers.value ?? [] { cut(peer) }
            }
        }
    }

    mutating func cut(_ recorded: RecordedConnection) {
        cut(recorded.ports)
        cut(recorded.source)
        cut(recorded.destination)
    }

    mutating func cut(_ ports: PortSet) {
        for transport in TransportProtocol.allCases {
            for range in ports[transport].ranges { cut(range) }
        }
    }

    mutating func cut(_ end: RecordedEnd) {
        if case .external(let range) = end { cut(range) }
    }

    mutating func formUnion(_ other: CutPoints) {
        ports.formUnion(other.ports)
        addresses.formUnion(other.addresses)
    }

    private mutating func cut(_ port: NetworkPolicy.Port) {
        guard case .number(let first)? = port.port.value else { return }
        cut(first...(port.endPort.value ?? first))
    }

    private mutating func cut(_ peer: NetworkPolicy.Peer) {
        guard let block = peer.ipBlock.value else { return }
        for cidr in [block.cidr.value] + (block.except.value ?? []).map(\.value) where cidr.family == .v4 {
            cut(cidr.range)
        }
    }

    private mutating func cut(_ range: ClosedRange<UInt16>) {
        ports.formUnion([range.lowerBound, range.upperBound])
        if range.lowerBound > 1 { ports.insert(range.lowerBound - 1) }
        if range.upperBound < 65535 { ports.insert(range.upperBound + 1) }
    }

    private mutating func cut(_ range: ClosedRange<UInt128>) {
        addresses.formUnion([range.lowerBound, range.upperBound])
        if range.lowerBound > 0 { addresses.insert(range.lowerBound - 1) }
        if range.upperBound < IPAddress.Family.v4.maximum { addresses.insert(range.upperBound + 1) }
    }
}

extension NetworkPolicy {
    fileprivate var rules: [Rule] { (spec.value?.ingress.value ?? []) + (spec.value?.egress.value ?? []) }
}
