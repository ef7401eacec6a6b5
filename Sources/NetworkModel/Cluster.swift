/// What the input says exists, policies apart: everything sorted by name, names unique.
public struct Cluster: Hashable, Sendable {
    /// Every namespace with a manifest, and every namespace that a listed object names.
    public private(set) var namespaces: [Namespace]
    public private(set) var workloads: [Workload]
    public private(set) var services: [Service]
    private var namespaceIndex: [String: Int]

    public init(namespaces: [Namespace], workloads: [Workload], services: [Service] = []) {
        self.namespaces = namespaces.sorted { $0.name < $1.name }
        self.workloads = workloads.sorted { $0.identity < $1.identity }
        self.services = services.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
        namespaceIndex = [:]
        for (index, namespace) in self.namespaces.enumerated() { namespaceIndex[namespace.name] = index }
    }

    public func namespace(named name: String) -> Namespace? {
        namespaceIndex[name].map { namespaces[$0] }
    }

    public func workload(_ identity: WorkloadIdentity) -> Workload? {
        workloads.first { $0.identity == identity }
    }
}
