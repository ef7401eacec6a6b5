import NetworkModel

/// One end of a recorded connection.
enum RecordedEnd: Hashable {
    /// `namespace/name[Kind]`, the name being that of the pod's owner if it has one.
    case workload(String)
    case external(ClosedRange<UInt128>)
    /// The analyser's stand-in for whatever an Ingress or a Route lets in.
    case ingressController

    init?(_ text: Substring) {
        if text == "{ingress-controller}" {
            self = .ingressController
            return
        }
        guard text.hasSuffix("]"), let bracket = text.lastIndex(of: "[") else { return nil }
        guard text[bracket...] == "[External]" else {
            self = .workload(String(text))
            return
        }
        let bounds = text[..<bracket].split(separator: "-").compactMap { IPAddress(String($0))?.value }
        guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
        self = .external(bounds[0]...bounds[1])
    }
}

/// A line `source => destination : ports`.
struct RecordedConnection {
    var source: RecordedEnd
    var destination: RecordedEnd
    var ports: PortSet

    init?(_ line: Substring) {
        let sides = line.split(separator: " : ")
        guard sides.count == 2, let ports = PortSet(recorded: sides[1]) else { return nil }
        let ends = sides[0].split(separator: " => ").compactMap { RecordedEnd($0) }
        guard ends.count == 2 else { return nil }
        (source, destination, self.ports) = (ends[0], ends[1], ports)
    }
}

/// A recorded list of connections; nil for outputs of other shapes.
struct RecordedOutput {
    var connections: [RecordedConnection] = []

    /// Lines up to the exposure analysis, which is about pods that nobody knows.
    init?(_ text: String) {
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Exposure Analysis Result") { return }
            guard let connection = RecordedConnection(line) else { return nil }
            connections.append(connection)
        }
    }

    var workloads: Set<String> {
        Set(
            connections.flatMap { [$0.source, $0.destination] }.compactMap {
                if case .workload(let name) = $0 { name } else { nil }
            })
    }

    /// The ports between two ends: an address lies within at most one range of a workload.
    func ports(from source: ComparedEnd, to destination: ComparedEnd) -> PortSet {
        connections.filter { source.isIn($0.source) && destination.isIn($0.destination) }
            .reduce(.empty) { $0.union($1.ports) }
    }
}

extension PortSet {
    /// `All Connections`, `No Connections`, or a list such as `SCTP 1-65535,TCP 80,9090,UDP 53`.
    init?(recorded text: Substring) {
        if text == "All Connections" || text == "No Connections" {
            self = text.hasPrefix("All") ? .all : .empty
            return
        }
        self = .empty
        var transport: TransportProtocol?
        for item in text.split(separator: ",") {
            let words = item.split(separator: " ")
            if words.count == 2 { transport = TransportProtocol(exactly: String(words[0])) }
            let bounds = words.last?.split(separator: "-").compactMap { UInt16($0) } ?? []
            guard let transport, let first = bounds.first, let last = bounds.last, bounds.count <= 2 else { return nil }
            self = union(PortSet(transport, first...last))
        }
    }
}

extension Substring {
    /// The first occurrence of a text.
    func firstRange(of text: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
    }
}
