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
        position(of: identity).map { workloads[$0] }
    }

    /// The position of a workload in `workloads`.
    public func position(of identity: WorkloadIdentity) -> Int? {
        let position = workloads.insertionPoint { $0.identity < identity }
        return workloads.indices.contains(position) && workloads[position].identity == identity ? position : nil
    }

    /// The position of a namespace in `namespaces`.
    public func position(ofNamespace name: String) -> Int? { namespaceIndex[name] }
}

extension Cluster {
    /// Replaces the namespace of this name, or adds it.
    public mutating func put(_ namespace: Namespace) {
        if let position = namespaceIndex[namespace.name] {
            namespaces[position] = namespace
            return
        }
        namespaces.insert(namespace, at: namespaces.insertionPoint { $0.name < namespace.name })
        indexNamespaces()
    }

    /// Takes a namespace away, with all that is in it.
    public mutating func removeNamespace(_ name: String) {
        namespaces.removeAll { $0.name == name }
        workloads.removeAll { $0.identity.namespace == name }
        services.removeAll { $0.namespace == name }
        indexNamespaces()
    }

    /// Replaces the workload of this identity, or adds it.
    public mutating func put(_ workload: Workload) {
        if let position = position(of: workload.identity) {
            workloads[position] = workload
        } else {
            workloads.insert(workload, at: workloads.insertionPoint { $0.identity < workload.identity })
        }
    }

    public mutating func remove(_ identity: WorkloadIdentity) {
        workloads.removeAll { $0.identity == identity }
    }

    private mutating func indexNamespaces() {
        namespaceIndex = [:]
        for (index, namespace) in namespaces.enumerated() { namespaceIndex[namespace.name] = index }
    }
}

extension Array {
    /// The first position whose element is not before what is looked for; the array is sorted so that those come first.
    fileprivate func insertionPoint(isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
