import Evaluation
import NetworkModel
import PolicyModel
import Prover

/// Whether a class, read as it is written, holds a connection.
struct Membership {
    var connection: Connection
    var ipBlockMatchesPods: Bool
    /// For each end, whether its policies let the connection pass in both revisions.
    var passes: [EndpointRole: Bool]

    func isIn(_ description: ConnectionClass) -> Bool {
        isIn(description.connections) && !description.exceptions.contains(where: isIn)
    }

    private func isIn(_ description: ConnectionSet) -> Bool {
        description.ports.contains(connection.transport, connection.port)
            && isIn(description.from, connection.source) && isIn(description.to, connection.destination)
            && description.conditions.allSatisfy(holds)
    }

    private func isIn(_ end: EndpointClass, _ endpoint: Endpoint) -> Bool {
        switch endpoint {
        case .external(let address): end.external.contains(address)
        case .node: false
        case .pod(let pod): end.pods.map { isIn($0, pod) } ?? false
        }
    }

    private func isIn(_ pods: PodClass, _ pod: Pod) -> Bool {
        let labels = pod.namespace.labels ?? [:]
        let isThere = pod.namespace.isListed ? pods.namespaces.contains(pod.namespace.name) : pods.includesFuture
        return isThere && pods.namespaceLabels.allSatisfy { $0.states.contains(labels[$0.key]) }
            && pods.labels.allSatisfy { $0.states.contains(pod.labels[$0.key]) }
            && (pods.addresses.map { set in (pod.addresses ?? []).allSatisfy(set.contains) } ?? true)
    }

    private func holds(_ condition: ConnectionSet.Condition) -> Bool {
        let (source, destination) = (connection.source.pod, connection.destination.pod)
        switch condition {
        case .sameNamespace(let isSame):
            return (source != nil && source?.namespace.name == destination?.namespace.name) == isSame
        case .declaresPort(let name, let transport, let isDeclared):
            let declares = (destination?.namedPorts ?? []).contains {
                $0.name == name && $0.transport == transport && $0.port == connection.port
            }
            return (declares && transport == connection.transport) == isDeclared
        case .choice(.ipBlockMatchesPods, let isSo): return ipBlockMatchesPods == isSo
        case .passes(let role): return passes[role] ?? false
        case .choice, .ownerAllows: return false
        }
    }
}
