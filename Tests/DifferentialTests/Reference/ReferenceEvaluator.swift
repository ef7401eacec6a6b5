import Dialects
import NetworkModel

/// NetworkPolicy straight from the handbook (networkpolicy.md §1.1 to §6), on resources as they were decoded: no default,
/// no lowering, no formula of the product has been near them.
struct ReferenceEvaluator {
    var policies: [ReferencePolicy]
    var choices: ReferenceChoices

    /// networkpolicy.md §5, `conn`: both ends must agree; what is no pod is not managed.
    func connects(_ connection: ReferenceConnection) -> Bool {
        allows(.egress, connection) && allows(.ingress, connection)
    }

    /// networkpolicy.md §5, `allowed`: the subject is not isolated in this direction, or some rule of some policy that
    /// selects it allows.
    func allows(_ direction: Direction, _ connection: ReferenceConnection) -> Bool {
        let subject = direction == .egress ? connection.source : connection.destination
        let peer = direction == .egress ? connection.destination : connection.source
        guard let pod = subject.pod else { return true }
        let selecting = policies.filter { $0.selects(pod, direction) }
        if selecting.isEmpty { return true }
        return selecting.contains { policy in
            policy.rules(direction).contains { rule in
                rule.matches(peer: peer, from: policy.namespace, choices) && rule.matchesPort(of: connection, choices)
            }
        }
    }
}

/// A policy in the namespace that it governs, which is not its manifest's for the policies that new namespaces get.
struct ReferencePolicy {
    var namespace: String
    var resource: NetworkPolicy

    init(_ resource: NetworkPolicy, namespace: String? = nil) {
        self.namespace = namespace ?? resource.metadata.namespace ?? ""
        self.resource = resource
    }

    /// networkpolicy.md §5, `selects`; §1, fact 1: no podSelector, null and `{}` all select every pod.
    func selects(_ pod: ReferencePod, _ direction: Direction) -> Bool {
        pod.namespace == namespace && applies(to: direction)
            && resource.spec.value?.podSelector.value?.referenceMatches(pod.labels) ?? true
    }

    /// networkpolicy.md §1.1: as listed, or else Ingress, and Egress too if there is an egress rule.
    func applies(to direction: Direction) -> Bool {
        let spec = resource.spec.value
        let listed = spec?.policyTypes.value ?? []
        if listed.isEmpty { return direction == .ingress || !(spec?.egress.value ?? []).isEmpty }
        return listed.contains { $0.value.rawValue == (direction == .ingress ? "Ingress" : "Egress") }
    }

    func rules(_ direction: Direction) -> [NetworkPolicy.Rule] {
        (direction == .ingress ? resource.spec.value?.ingress.value : resource.spec.value?.egress.value) ?? []
    }
}

extension NetworkPolicy.Rule {
    /// networkpolicy.md §3: an empty list is anything, else any of its elements.
    func matches(peer: ReferenceEndpoint, from namespace: String, _ choices: ReferenceChoices) -> Bool {
        let entries = peers.value ?? []
        return entries.isEmpty || entries.contains { $0.matches(peer, from: namespace, choices) }
    }

    /// networkpolicy.md §4: an empty list is every port of every protocol.
    func matchesPort(of connection: ReferenceConnection, _ choices: ReferenceChoices) -> Bool {
        let entries = ports.value ?? []
        return entries.isEmpty
            || entries.contains {
                $0.referenceMatches(
                    connection.transport, connection.port, destination: connection.destination, choices)
            }
    }
}

extension NetworkPolicy.Peer {
    /// networkpolicy.md §3, the table; a selector that is missing or null is not used.
    func matches(_ peer: ReferenceEndpoint, from namespace: String, _ choices: ReferenceChoices) -> Bool {
        if let block = ipBlock.value {
            // §6: whether the address of a pod counts is not specified.
            guard peer.pod == nil || choices.blocksMatchPods else { return false }
            return peer.address.map(block.referenceMatches) ?? false
        }
        guard let pod = peer.pod else { return false }
        if let namespaces = namespaceSelector.value {
            guard namespaces.referenceMatches(pod.namespaceLabels) else { return false }
        } else if pod.namespace != namespace {
            return false
        }
        return podSelector.value?.referenceMatches(pod.labels) ?? true
    }
}
