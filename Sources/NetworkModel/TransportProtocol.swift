/// The protocols that NetworkPolicy specifies (handbook, networkpolicy.md §5); ICMP and others are out of scope.
public enum TransportProtocol: UInt8, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case tcp, udp, sctp

    /// As Kubernetes writes it: `TCP`, `UDP`, `SCTP`.
    public var name: String {
        switch self {
        case .tcp: "TCP"
        case .udp: "UDP"
        case .sctp: "SCTP"
        }
    }

    /// Reads the exact upper-case spelling; anything else is refused by the API server (V10).
    public init?(exactly name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
