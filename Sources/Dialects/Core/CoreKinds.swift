import Manifests
import NetworkModel

/// An object that is part of the cluster rather than a policy.
enum ClusterObject: Sendable {
    case namespace(Namespace)
    case workload(Workload)
    case service(Service)
}

/// The kinds of Kubernetes that make up the cluster, and how each is read.
struct CoreKind: Sendable {
    var kind: ObjectKind
    var read: @Sendable (inout ObjectReader, _ defaultNamespace: String) -> ClusterObject?

    static let all: [CoreKind] =
        [
            CoreKind(kind: ObjectKind(group: "", version: "v1", kind: "Namespace")) { reader, _ in
                reader.namespaceObject().map(ClusterObject.namespace)
            },
            CoreKind(kind: ObjectKind(group: "", version: "v1", kind: "Service")) { reader, namespace in
                reader.serviceObject(defaultNamespace: namespace).map(ClusterObject.service)
            },
        ] + WorkloadKind.all.map(\.asCoreKind)

    /// Kinds of the same API groups that no connection depends on; known so that a misspelling can be told from them.
    static let harmless: [ObjectKind] =
        [
            "Binding", "ComponentStatus", "ConfigMap", "Endpoints", "Event", "LimitRange", "Node", "PersistentVolume",
            "PersistentVolumeClaim", "PodTemplate", "ResourceQuota", "Secret", "ServiceAccount",
        ].map { ObjectKind(group: "", version: "v1", kind: $0) }
        + [ObjectKind(group: "apps", version: "v1", kind: "ControllerRevision")]
}
