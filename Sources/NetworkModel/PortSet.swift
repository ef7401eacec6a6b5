/// A set of (protocol, destination port) pairs: what a connection aims at. Ports run from 1 to 65535.
public struct PortSet: Hashable, Sendable {
    /// One interval set for each protocol, in the order of `TransportProtocol.allCases`.
    public private(set) var intervals: [IntervalSet<UInt16>]

    public static let validPorts: ClosedRange<UInt16> = 1...65535
    public static let empty = PortSet(intervals: TransportProtocol.allCases.map { _ in .empty })
    public static let all = PortSet(
        intervals: TransportProtocol.allCases.map { _ in IntervalSet([validPorts]) })

    private init(intervals: [IntervalSet<UInt16>]) {
        self.intervals = intervals
    }

    public init(_ transport: TransportProtocol, _ ports: ClosedRange<UInt16> = validPorts) {
        self.init(transport, IntervalSet([ports]))
    }

    public init(_ transport: TransportProtocol, _ ports: IntervalSet<UInt16>) {
        self = .empty
        intervals[Int(transport.rawValue)] = ports.intersection(IntervalSet([Self.validPorts]))
    }

    public subscript(transport: TransportProtocol) -> IntervalSet<UInt16> { intervals[Int(transport.rawValue)] }

    public var isEmpty: Bool { intervals.allSatisfy(\.isEmpty) }
    public var isAll: Bool { self == .all }

    public func contains(_ transport: TransportProtocol, _ port: UInt16) -> Bool {
        self[transport].contains(port)
    }

    public func union(_ other: PortSet) -> PortSet { combine(other) { $0.union($1) } }
    public func intersection(_ other: PortSet) -> PortSet { combine(other) { $0.intersection($1) } }
    public var complement: PortSet { PortSet(intervals: intervals.map { $0.complement(in: Self.validPorts) }) }

    private func combine(
        _ other: PortSet, _ operation: (IntervalSet<UInt16>, IntervalSet<UInt16>) -> IntervalSet<UInt16>
    ) -> PortSet {
        PortSet(intervals: zip(intervals, other.intervals).map(operation))
    }
}
