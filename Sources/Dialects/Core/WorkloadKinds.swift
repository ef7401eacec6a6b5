import Diagnostics
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

/// A pod, or the template of some.
private struct PodShape {
    var labels: [String: String]
    var spec: PodSpec
    var status: PodStatus?
}

extension ObjectReader {
    /// What of a workload matters to policies; the rest of it is not looked at.
    mutating func workload(_ kind: WorkloadKind, defaultNamespace: String) -> Workload? {
        ignoring("apiVersion", "kind")
        let metadata = objectMetadata(.namespaced, defaultNamespace: defaultNamespace)
        let shape = podShape(kind, labels: metadata?.labels ?? [])
        guard let metadata, let shape else { return nil }
        return Workload(
            identity: WorkloadIdentity(
                kind: kind.kind.kind, namespace: metadata.namespace ?? defaultNamespace, name: metadata.name.value),
            podLabels: shape.labels, namedPorts: shape.spec.namedPorts, usesHostNetwork: shape.spec.usesHostNetwork,
            isFinished: shape.status?.isFinished ?? false, serviceAccount: shape.spec.serviceAccount,
            addresses: shape.status?.addresses ?? [])
    }

    private mutating func podShape(_ kind: WorkloadKind, labels: [WrittenLabel]) -> PodShape? {
        switch kind.podPlace {
        case .object:
            let spec = required("spec") { $0.podSpec() }
            let status = object("status") { $0.podStatus() }.value
            return spec.map { PodShape(labels: labels.dictionary, spec: $0, status: status) }
        case .template:
            ignoring("status")
            return required("spec") { $0.podTemplate(needsSelector: kind.needsSelector) }
        case .jobTemplate:
            ignoring("status")
            return required("spec") { spec in
                spec.ignoringUnlessMisspelt(of: ["jobTemplate"])
                return spec.required("jobTemplate") { job in
                    job.ignoring("metadata")
                    return job.required("spec") { $0.podTemplate(needsSelector: false) }
                }
            }
        }
    }

    /// The `template` of a controller's `spec`.
    private mutating func podTemplate(needsSelector: Bool) -> PodShape? {
        ignoringUnlessMisspelt(of: ["selector", "template"])
        let selector = needsSelector ? required("selector") { $0.selectorFields() } : nil
        return required("template") { template in
            let labels = template.templateLabels().dictionary
            if let selector { template.checkTemplate(labels, against: selector) }
            return template.required("spec") { $0.podSpec() }.map { PodShape(labels: labels, spec: $0) }
        }
    }

    /// Labels that the controller's own selector does not match are refused by the API server.
    private func checkTemplate(_ labels: [String: String], against selector: WrittenSelector) {
        // Expressions are rare here, and what they mean is not said twice.
        guard let label = (selector.matchLabels.value ?? []).first(where: { labels[$0.key] != $0.value }) else {
            return
        }
        context.report(
            Diagnostic(
                "template-labels", at: location(of: "metadata"),
                "the labels of \(path.inWords) do not match the selector",
                expected: "expected the label \("\(label.key): \(label.value)".inBackticks)",
                related: [Diagnostic.Related(location: label.location, message: "the selector asks for it here")]))
    }
}
