import Evaluation
import NetworkModel

/// What both sides say of the changes between two cases.
struct DiffComparison {
    /// Connections of which both say the same, before and after.
    private(set) var agreed = 0
    private(set) var differences: [String] = []

    private let before: ComparedCluster
    private let after: ComparedCluster
    private let recorded: RecordedDiff
    private let ports: [UInt16]

    init(_ before: ComparedCluster, _ after: ComparedCluster, _ recorded: RecordedDiff) {
        (self.before, self.after, self.recorded) = (before, after, recorded)
        var cuts = CutPoints(before.input)
        cuts.formUnion(CutPoints(after.input))
        for change in recorded.changes {
            for ports in [change.before, change.after] { cuts.cut(ports) }
            for end in [change.source, change.destination] { cuts.cut(end) }
        }
        ports = cuts.ports.sorted()
        let workloads = before.names.union(after.names).sorted()
        for name in workloads {
            let end = ends(named: name)
            for other in workloads where other != name { compare(end, ends(named: other)) }
            for address in cuts.addresses.sorted() {
                compare(end, ends(at: address))
                compare(ends(at: address), end)
            }
        }
    }

    /// One end in both cases; nil in the one that lacks it.
    private typealias BothEnds = (before: ComparedEnd?, after: ComparedEnd?)

    private func ends(named name: String) -> BothEnds { (before.end(named: name), after.end(named: name)) }

    private func ends(at address: UInt128) -> BothEnds { (before.end(at: address), after.end(at: address)) }

    private mutating func compare(_ source: BothEnds, _ destination: BothEnds) {
        guard let anySource = source.before ?? source.after,
            let anyDestination = destination.before ?? destination.after
        else { return }
        let change = recorded.change(from: anySource, to: anyDestination)
        for transport in TransportProtocol.allCases {
            for port in ports {
                let first = before.allows(source.before, destination.before, transport, port)
                let second = after.allows(source.after, destination.after, transport, port)
                let isAsRecorded =
                    change.map {
                        $0.before.contains(transport, port) == first && $0.after.contains(transport, port) == second
                    } ?? (first == second)
                guard isAsRecorded else {
                    differences.append("\(anySource.name) => \(anyDestination.name) : \(transport.name) \(port)")
                    continue
                }
                agreed += 1
            }
        }
    }
}

extension ComparedCluster {
    /// Whether the first pods of both ends connect; never where an end is not there.
    fileprivate func allows(
        _ source: ComparedEnd?, _ destination: ComparedEnd?, _ transport: TransportProtocol, _ port: UInt16
    ) -> Bool {
        guard let from = source?.endpoints.first, let to = destination?.endpoints.first else { return false }
        return evaluator.decide(from: from, to: to, transport, port).overall == .allowed
    }
}
