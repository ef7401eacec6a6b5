import Dialects
import NetworkModel
import PolicyModel

/// The pods whose connections a change may alter: a connection with neither end among them is as it was.
///
/// A connection depends on the policies that select its ends, and on the labels of the ends and of their namespaces;
/// all that a change exchanges is one of these.
struct TouchedEndpoints {
    /// Nothing where no pod is touched, as by a change of Services alone.
    let endpoints: EndpointPredicate
    /// The pods whose namespaces are touched themselves.
    let namespaces: EndpointPredicate

    var isEmpty: Bool { endpoints == .nothing }

    /// - Parameter left: leave what is in this namespace out of it, and the namespace.
    init(_ change: ClusterChange, apartFrom left: String? = nil) {
        self.init(
            namespaces: Self.changedNamespaces(change).filter { $0 != left },
            policies: [change.before, change.after].flatMap { $0.policies(of: Set(change.objects.map(\.policy))) }
                .filter { left == nil || $0.identity.namespace != left },
            workloads: change.objects.compactMap(\.workload).filter { $0.namespace != left }, of: change.after.cluster)
    }

    /// - Parameters:
    ///   - namespaces: Those that are new, gone, or not as they were.
    ///   - policies: Those that are new, gone, or not as they were, before and after.
    ///   - workloads: Those that are new, gone, or not as they were.
    ///   - cluster: The one after the change.
    init(namespaces: [String], policies: [Policy], workloads changed: [WorkloadIdentity], of cluster: Cluster) {
        var parts: [EndpointPredicate] = []
        if !namespaces.isEmpty { parts.append(.namespaceNamed(namespaces)) }
        for (namespace, subjects) in Dictionary(grouping: policies, by: \.identity.namespace).sorted(by: Self.byKey) {
            let selected = EndpointPredicate.any(subjects.map(\.subject))
            guard let namespace else {
                parts.append(selected)
                continue
            }
            guard !namespaces.contains(namespace) else { continue }
            parts.append(.all([.namespaceNamed([namespace]), selected]))
        }
        for workload in Set(changed).subtracting(inNamespaces: namespaces).sorted()
        where cluster.workload(workload) != nil {
            parts.append(.workload(workload))
        }
        endpoints = .any(parts)
        self.namespaces = namespaces.isEmpty ? .nothing : .namespaceNamed(namespaces)
    }

    private static func byKey(
        _ left: (key: String?, value: [Policy]), _ right: (key: String?, value: [Policy])
    ) -> Bool {
        (left.key ?? "") < (right.key ?? "")
    }

    /// Namespaces that are new to the cluster, or whose labels are not as they were; and those that are gone, for anybody
    /// may create one of that name again, with other labels and policies.
    private static func changedNamespaces(_ change: ClusterChange) -> [String] {
        let names = Set([change.before, change.after].flatMap { $0.cluster.namespaces.map(\.name) })
        return names.filter {
            change.before.cluster.namespace(named: $0) != change.after.cluster.namespace(named: $0)
        }.sorted()
    }
}

extension LoadedInput {
    fileprivate func policies(of identities: Set<PolicyIdentity>) -> [Policy] {
        program.tiers.flatMap(\.policies).filter { identities.contains($0.identity) }
    }
}

extension ClusterChange.ChangedObject {
    /// The policy of this name, if it is one.
    var policy: PolicyIdentity {
        PolicyIdentity(kind: identity.kind, namespace: identity.namespace, name: identity.name)
    }

    /// The workload of this name, if it is one.
    var workload: WorkloadIdentity? {
        identity.namespace.map { WorkloadIdentity(kind: identity.kind, namespace: $0, name: identity.name) }
    }
}

extension Set<WorkloadIdentity> {
    fileprivate func subtracting(inNamespaces namespaces: [String]) -> Self {
        filter { !namespaces.contains($0.namespace) }
    }
}
