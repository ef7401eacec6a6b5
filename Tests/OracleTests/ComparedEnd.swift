import Dialects
import Evaluation
import Manifests
import NetworkModel
import PolicyModel

/// An end as both sides see it: all pods that the analyser has under one name, or one address.
struct ComparedEnd {
    /// As recorded, or the address.
    var name: String
    var external: UInt128?
    /// The pods of one owner are one to the analyser, however their labels differ.
    var endpoints: [PreparedEndpoint]

    func isIn(_ end: RecordedEnd) -> Bool {
        switch end {
        case .workload(let other): external == nil && name == other
        case .external(let range): external.map { range.contains($0) } ?? false
        case .ingressController: false
        }
    }

    static func workloads(_ loaded: LoadedCase, _ evaluator: Evaluator) -> [ComparedEnd] {
        let owners = PodOwner.all(in: loaded.documents)
        var ends: [String: ComparedEnd] = [:]
        for workload in loaded.input.cluster.workloads where !workload.isFinished {
            let identity = workload.identity
            let owner = owners[identity] ?? PodOwner(kind: identity.kind, name: identity.name)
            let name = "\(identity.namespace)/\(owner.name)[\(owner.kind)]"
            let endpoint = evaluator.prepare(
                loaded.input.cluster.endpoint(of: workload),
                unknowns: PodUnknowns(labelKeys: injectedPodLabelKeys))
            ends[name, default: ComparedEnd(name: name, endpoints: [])].endpoints.append(endpoint)
        }
        return ends.values.sorted { $0.name < $1.name }
    }
}

extension Cluster {
    /// A pod of a listed workload; labels of namespaces without a manifest are unknown.
    fileprivate func endpoint(of workload: Workload) -> Endpoint {
        let listed = namespace(named: workload.identity.namespace)
        let namespace = PodNamespace(
            name: workload.identity.namespace, isListed: true,
            labels: listed.flatMap { $0.hasManifest ? $0.labels : nil })
        return .pod(
            Pod(
                namespace: namespace, labels: workload.podLabels, namedPorts: workload.namedPorts,
                addresses: workload.addresses.isEmpty ? nil : workload.addresses, workload: workload.identity,
                usesHostNetwork: workload.usesHostNetwork))
    }
}

/// The first owner of a Pod, by whose name the analyser calls it.
private struct PodOwner {
    var kind: String
    var name: String

    static func all(in documents: [Document]) -> [WorkloadIdentity: PodOwner] {
        var owners: [WorkloadIdentity: PodOwner] = [:]
        for root in documents.map(\.root) where root["kind"]?.text == "Pod" {
            guard let metadata = root["metadata"], let name = metadata["name"]?.text,
                let owner = metadata["ownerReferences"]?.first, let ownerName = owner["name"]?.text
            else { continue }
            let namespace = metadata["namespace"]?.text ?? "default"
            owners[WorkloadIdentity(kind: "Pod", namespace: namespace, name: name)] =
                PodOwner(kind: owner["kind"]?.text ?? "Pod", name: ownerName)
        }
        return owners
    }
}

extension Node {
    fileprivate subscript(key: String) -> Node? {
        guard case .mapping(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    fileprivate var first: Node? {
        if case .sequence(let elements) = content { elements.first } else { nil }
    }

    fileprivate var text: String? {
        if case .scalar(let scalar) = content { scalar.text } else { nil }
    }
}
