import NetworkModel
import PolicyModel

/// Finds what is asked of one endpoint, all at once, in vain: nothing listed has it.
struct PeerCheck {
    /// Where labels of namespaces and those of pods are asked for.
    struct Fields {
        var namespace: String
        var pod: String
    }

    let cluster: Cluster
    let fields: Fields

    /// The first part of a conjunction that leaves nothing listed.
    func unmatched(_ leaves: [EndpointPredicate]) -> Unmatched? {
        var namespaces = cluster.namespaces
        guard !namespaces.isEmpty, !leaves.contains(where: \.isOfAddresses) else { return nil }
        for leaf in leaves {
            let remaining = namespaces.filter { leaf.mayAdmit($0) }
            if remaining.isEmpty { return unmatchedNamespace(leaf, among: namespaces) }
            namespaces = remaining
        }
        return unmatchedWorkload(leaves, in: Set(namespaces.map(\.name)))
    }

    private func unmatchedNamespace(_ leaf: EndpointPredicate, among namespaces: [Namespace]) -> Unmatched? {
        switch leaf {
        case .namespaceNamed(let names): .namespaceNames(names, listed: cluster.namespaces.map(\.name))
        case .namespaceLabels(let selector):
            SeenLabels(
                subject: "namespace", labels: cluster.namespaces.map(\.labels),
                others: cluster.workloads.map(\.podLabels),
                otherField: fields.pod
            ).unmatched(selector)
        default: nil
        }
    }

    /// Nothing is known of pods where no workload is listed at all.
    private func unmatchedWorkload(_ leaves: [EndpointPredicate], in namespaces: Set<String>) -> Unmatched? {
        guard !cluster.workloads.isEmpty else {
            return leaves.lazy.compactMap(\.workload).first.map { .workload($0, listed: []) }
        }
        var workloads = cluster.workloads.filter { namespaces.contains($0.identity.namespace) }
        for leaf in leaves {
            switch leaf {
            case .workload(let identity):
                guard cluster.workload(identity) != nil else {
                    return .workload(identity, listed: cluster.workloads.map(\.identity))
                }
                workloads = workloads.filter { $0.identity == identity }
            case .podLabels(let selector) where selector != .everything:
                let remaining = workloads.filter { selector.admits($0.podLabels) }
                if remaining.isEmpty {
                    return SeenLabels(
                        subject: "workload", labels: workloads.map(\.podLabels),
                        others: cluster.namespaces.map(\.labels),
                        otherField: fields.namespace
                    ).unmatched(selector)
                }
                workloads = remaining
            default: break
            }
        }
        return nil
    }
}

extension EndpointPredicate {
    fileprivate var workload: WorkloadIdentity? {
        if case .workload(let identity) = self { identity } else { nil }
    }

    fileprivate var isOfAddresses: Bool {
        switch self {
        case .external, .address: true
        default: false
        }
    }

    /// Whether pods of a listed namespace may match, for the leaves that speak of namespaces.
    fileprivate func mayAdmit(_ namespace: Namespace) -> Bool {
        switch self {
        case .namespaceNamed(let names): names.contains(namespace.name)
        case .namespaceLabels(let selector): selector.mayAdmit(namespace)
        default: true
        }
    }
}
