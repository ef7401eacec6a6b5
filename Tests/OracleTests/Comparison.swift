import Evaluation
import NetworkModel

/// What both sides say of every pair of ends, protocol and port of a case.
struct Comparison {
    /// Connections on which both agree.
    private(set) var agreed = 0
    /// Of these, the allowed ones.
    private(set) var allowed = 0
    /// Connections on which they differ, in words.
    private(set) var differences: [String] = []

    private let cluster: ComparedCluster
    private let recorded: RecordedOutput
    private let ports: [UInt16]

    init(_ cluster: ComparedCluster, _ recorded: RecordedOutput) {
        self.cluster = cluster
        self.recorded = recorded
        var cuts = CutPoints(cluster.input)
        for connection in recorded.connections { cuts.cut(connection) }
        ports = cuts.ports.sorted()
        let addresses = cuts.addresses.sorted().map { cluster.end(at: $0) }
        for workload in cluster.workloads {
            // The connections of a workload with itself are not recorded.
            for other in cluster.workloads where other.name != workload.name { compare(workload, other) }
            for address in addresses {
                compare(workload, address)
                compare(address, workload)
            }
        }
    }

    private mutating func compare(_ source: ComparedEnd, _ destination: ComparedEnd) {
        let expected = recorded.ports(from: source, to: destination)
        for from in source.endpoints {
            for to in destination.endpoints {
                for transport in TransportProtocol.allCases {
                    for port in ports {
                        let decision = cluster.evaluator.decide(from: from, to: to, transport, port).overall
                        let isExpected = expected.contains(transport, port)
                        guard decision == (isExpected ? .allowed : .denied) else {
                            differences.append(
                                "\(source.name) => \(destination.name) : \(transport.name) \(port) is \(decision)")
                            continue
                        }
                        agreed += 1
                        allowed += isExpected ? 1 : 0
                    }
                }
            }
        }
    }
}
