import Diagnostics
import NetworkModel

/// The pods and ports that a flow may arrive at, after the Service if one is named.
struct FlowTargets {
    struct Target {
        var endpoint: TracedEndpoint
        var port: UInt16
    }

    let targets: [Target]

    /// Throws what `init` would throw, at less cost where nothing can be wrong.
    static func check(_ flow: Flow, _ end: NamedEnd) throws(FlowProblem) {
        if case .number = flow.port, end.service == nil { return }
        _ = try FlowTargets(flow, end)
    }

    init(_ flow: Flow, _ end: NamedEnd) throws(FlowProblem) {
        guard let service = end.service else {
            targets = try end.candidates.flatMapThrowing { (endpoint) throws(FlowProblem) in
                try Self.ports(flow.port, flow.transport, endpoint).map { Target(endpoint: endpoint, port: $0) }
            }
            return
        }
        let port = try Self.port(flow, of: service)
        targets = end.candidates.flatMap { endpoint in
            Self.numbers(port.target, flow.transport, endpoint).map { Target(endpoint: endpoint, port: $0) }
        }
    }

    private static func ports(
        _ port: Flow.Port, _ transport: TransportProtocol, _ endpoint: TracedEndpoint
    ) throws(FlowProblem) -> [UInt16] {
        switch port {
        case .number(let number): return [number]
        case .name(let name):
            let numbers = declared(name, transport, endpoint)
            if numbers.isEmpty { throw undeclared(name, transport, endpoint) }
            return numbers
        }
    }

    private static func declared(
        _ name: String, _ transport: TransportProtocol, _ endpoint: TracedEndpoint
    ) -> [UInt16] {
        Set(endpoint.namedPorts.filter { $0.name == name && $0.transport == transport }.map(\.port)).sorted()
    }

    private static func numbers(
        _ target: Service.Port.Target, _ transport: TransportProtocol, _ endpoint: TracedEndpoint
    ) -> [UInt16] {
        switch target {
        case .number(let number): [number]
        case .name(let name): declared(name, transport, endpoint)
        }
    }

    /// The port of a Service: by its own number, or by the name that it sends to.
    private static func port(_ flow: Flow, of service: Service) throws(FlowProblem) -> Service.Port {
        let match = service.ports.first { port in
            guard port.transport == flow.transport else { return false }
            switch flow.port {
            case .number(let number): return port.port == number
            case .name(let name): return port.target == .name(name)
            }
        }
        if let match { return match }
        let known = service.ports.map { "`\($0.port)/\($0.transport.name)`" }.joined(separator: ", ")
        throw FlowProblem(
            id: "flow-port",
            message: "Service \("\(service.namespace)/\(service.name)".inBackticks) has no port "
                + "\("\(flow.writtenPort)/\(flow.transport.name)".inBackticks)",
            expected: known.isEmpty ? nil : "expected one of \(known)")
    }

    private static func undeclared(
        _ name: String, _ transport: TransportProtocol, _ endpoint: TracedEndpoint
    ) -> FlowProblem {
        let known = endpoint.namedPorts.filter { $0.transport == transport }.map(\.name)
        return FlowProblem(
            id: "flow-port",
            message: "\(endpoint.name.inBackticks) declares no \(transport.name) port named \(name.inBackticks)",
            expected: endpoint.hasUnknownPorts ? "expected a number, as its ports are not known" : nil,
            suggestion: SpellingSuggestion.sentence(for: name, among: known))
    }
}

extension Array {
    fileprivate func flatMapThrowing<Other, Failure: Error>(
        _ transform: (Element) throws(Failure) -> [Other]
    ) throws(Failure) -> [Other] {
        var result: [Other] = []
        for element in self { result += try transform(element) }
        return result
    }
}
