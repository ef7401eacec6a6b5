import NetworkModel
import PolicyModel

/// The concrete reading of port entries: what one connection aims at.
struct PortMeaning {
    var transport: TransportProtocol
    var port: UInt16
    /// Named ports are the destination's, whichever end's rule names them (networkpolicy.md §4.1).
    var destination: PreparedEndpoint
    var behaviour: Behaviour

    /// Nil entries match everything.
    func matches(_ entries: [PortEntry]?) -> Truth {
        guard let entries else { return .yes }
        var result = Truth.no
        for entry in entries where result != .yes { result = result.or(matches(entry)) }
        return result
    }

    func matches(_ entry: PortEntry) -> Truth {
        switch entry.match {
        case .ports(let set): Truth(set.contains(transport, port))
        case .named(let name, let transport): transport == self.transport ? declares(name) : .no
        }
    }

    private func declares(_ name: String) -> Truth {
        guard let pod = destination.pod else { return .no }
        let declarations = pod.namedPorts.filter {
            $0.name == name && $0.transport == transport && $0.port == port
        }
        let truth = declared(declarations)
        return pod.usesHostNetwork && truth == .yes ? .unknown : truth
    }

    private func declared(_ declarations: [NamedPort]) -> Truth {
        if declarations.contains(where: { !$0.isOfInitContainer }) { return .yes }
        if destination.unknowns.namedPorts { return .unknown }
        return declarations.isEmpty ? .no : Truth(behaviour.initContainerPortsCount)
    }
}
