import Manifests
import NetworkModel

/// A kind whose objects are pods or make them, and where in it the pod stands.
struct WorkloadKind {
    /// The fields that lead from the object to what has a pod's `metadata` and `spec`.
    enum PodPlace {
        case object
        case template
        case jobTemplate
    }

    var kind: ObjectKind
    var podPlace: PodPlace
    /// Whether the API server demands a selector that matches the template's labels.
    var needsSelector = false

    static let all: [WorkloadKind] =
        [
            WorkloadKind(kind: ObjectKind(group: "", version: "v1", kind: "Pod"), podPlace: .object),
            WorkloadKind(
                kind: ObjectKind(group: "", version: "v1", kind: "ReplicationController"), podPlace: .template),
            WorkloadKind(kind: ObjectKind(group: "batch", version: "v1", kind: "Job"), podPlace: .template),
            WorkloadKind(kind: ObjectKind(group: "batch", version: "v1", kind: "CronJob"), podPlace: .jobTemplate),
        ]
        + ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map {
            WorkloadKind(
                kind: ObjectKind(group: "apps", version: "v1", kind: $0), podPlace: .template, needsSelector: true)
        }

    var asCoreKind: CoreKind {
        CoreKind(kind: kind) { reader, namespace in
            reader.workload(self, defaultNamespace: namespace).map(ClusterObject.workload)
        }
    }
}

extension ObjectReader {
    /// What of a workload matters to policies; the rest of it is not looked at.
    mutating func workload(_ kind: WorkloadKind, defaultNamespace: String) -> Workload? {
        ignoring("apiVersion", "kind")
        guard let metadata = objectMetadata(.namespaced, defaultNamespace: defaultNamespace) else { return nil }
        let identity = WorkloadIdentity(
            kind: kind.kind.kind, namespace: metadata.namespace ?? defaultNamespace, name: metadata.name.value)
        switch kind.podPlace {
        case .object: return pod(identity, labels: metadata.labels.dictionary)
        case .template:
            ignoring("status")
            return required("spec") { $0.controllerSpec(identity, needsSelector: kind.needsSelector) }
        case .jobTemplate:
            ignoring("status")
            return required("spec") { spec in
                spec.ignoringUnlessMisspelt(of: ["jobTemplate"])
                return spec.required("jobTemplate") { job in
                    job.ignoring("metadata")
                    return job.required("spec") { $0.controllerSpec(identity, needsSelector: false) }
                }
            }
        }
    }

    private mutating func pod(_ identity: WorkloadIdentity, labels: [String: String]) -> Workload? {
        let spec = required("spec") { $0.podSpec() }
        let status = object("status") { $0.podStatus() }.value
        return spec.map { spec in
            Workload(
                identity: identity, podLabels: labels, namedPorts: spec.namedPorts,
                usesHostNetwork: spec.usesHostNetwork, isFinished: status?.isFinished ?? false,
                serviceAccount: spec.serviceAccount, addresses: status?.addresses ?? [])
        }
    }

    private mutating func controllerSpec(_ identity: WorkloadIdentity, needsSelector: Bool) -> Workload? {
        ignoringUnlessMisspelt(of: ["selector", "template"])
        let selector = needsSelector ? requiredSelector() : nil
        if !needsSelector { ignoring("selector") }
        return required("template") { template in
            let labels = template.templateLabels().dictionary
            if let selector, !selector.matches(labels) {
                template.report(
                    "template-labels", "the labels of \(template.path.inWords) do not match the selector",
                    expected: "expected labels that `selector` matches, as the API server does")
            }
            return template.required("spec") { $0.podSpec() }.map { spec in
                Workload(
                    identity: identity, podLabels: labels, namedPorts: spec.namedPorts,
                    usesHostNetwork: spec.usesHostNetwork, serviceAccount: spec.serviceAccount)
            }
        }
    }

    private mutating func requiredSelector() -> WrittenSelector? {
        guard require("selector") else { return nil }
        return selector("selector").value
    }
}

extension WrittenSelector {
    /// Whether every label that `matchLabels` asks for is there; expressions are rare here and not looked at.
    fileprivate func matches(_ labels: [String: String]) -> Bool {
        (matchLabels.value ?? []).allSatisfy { labels[$0.key] == $0.value }
    }
}
