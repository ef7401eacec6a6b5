import Diagnostics
import NetworkModel

/// The workloads and Services of a cluster, found by name and by address.
struct NameIndex {
    let cluster: Cluster
    private var workloads: [String: [Int]] = [:]
    private var services: [String: Int] = [:]
    private var byNamespace: [String: [Int]] = [:]
    private var byAddress: [IPAddress: [Int]] = [:]
    private var servicesByAddress: [IPAddress: Int] = [:]

    init(_ cluster: Cluster) {
        self.cluster = cluster
        for (index, workload) in cluster.workloads.enumerated() {
            let identity = workload.identity
            workloads["\(identity.namespace)/\(identity.name)", default: []].append(index)
            byNamespace[identity.namespace, default: []].append(index)
            guard !workload.isFinished, !workload.usesHostNetwork else { continue }
            for address in workload.addresses { byAddress[address, default: []].append(index) }
        }
        for (index, service) in cluster.services.enumerated() {
            services["\(service.namespace)/\(service.name)"] = index
            for address in service.clusterAddresses { servicesByAddress[address] = index }
        }
    }

    func workloads(_ namespace: String, _ kind: String?, _ name: String) -> [Workload] {
        (workloads["\(namespace)/\(name)"] ?? []).map { cluster.workloads[$0] }.filter {
            kind == nil || $0.identity.kind == kind
        }
    }

    func service(_ namespace: String, _ name: String) -> Service? {
        services["\(namespace)/\(name)"].map { cluster.services[$0] }
    }

    /// The pods that have an address to themselves.
    func pods(at address: IPAddress) -> [Workload] { (byAddress[address] ?? []).map { cluster.workloads[$0] } }

    /// The Service that has an address in the cluster.
    func service(at address: IPAddress) -> Service? { servicesByAddress[address].map { cluster.services[$0] } }

    /// The workloads whose pods a Service sends to; nil for a Service without selector.
    func workloads(behind service: Service) -> [Workload]? {
        guard let selector = service.selector else { return nil }
        return (byNamespace[service.namespace] ?? []).map { cluster.workloads[$0] }.filter { workload in
            !workload.isFinished && selector.allSatisfy { workload.podLabels[$0.key] == $0.value }
        }
    }

    /// What an unknown name may have been meant to be.
    func nearest(to name: String, in namespace: String) -> String? {
        let known = (byNamespace[namespace] ?? []).map { cluster.workloads[$0].identity.name }
        let services = cluster.services.filter { $0.namespace == namespace }.map(\.name)
        return SpellingSuggestion.nearest(to: name, among: known + services)
    }
}
