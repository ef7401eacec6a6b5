import NetworkModel

/// One end of a concrete connection, as the reference sees it.
enum ReferenceEndpoint: Equatable {
    case external(IPAddress)
    case pod(ReferencePod)

    var pod: ReferencePod? { if case .pod(let pod) = self { pod } else { nil } }

    var address: IPAddress? {
        switch self {
        case .external(let address): address
        case .pod(let pod): pod.address
        }
    }
}

struct ReferencePod: Equatable {
    struct Port: Equatable {
        var name: String
        var transport: TransportProtocol
        var number: Int
        var isOfInitContainer: Bool
    }

    var namespace: String
    /// With the automatic label.
    var namespaceLabels: [String: String]
    var labels: [String: String]
    var ports: [Port] = []
    /// The address by which it takes part in the connection.
    var address: IPAddress?
    /// `Kind/name` of the listed workload it is of.
    var workload: String?
}

struct ReferenceConnection: Equatable {
    var source: ReferenceEndpoint
    var destination: ReferenceEndpoint
    var transport: TransportProtocol
    var port: Int
}

/// What Kubernetes leaves open.
struct ReferenceChoices: Equatable {
    /// networkpolicy.md §6.
    var blocksMatchPods: Bool
    /// networkpolicy.md §4.1.
    var initPortsCount: Bool

    static let all = [false, true].flatMap { blocks in
        [false, true].map { ReferenceChoices(blocksMatchPods: blocks, initPortsCount: $0) }
    }
}
