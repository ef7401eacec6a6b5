import Diagnostics
import Dialects
import NetworkModel
import PolicyModel
import Reports

/// Holds the labels of changed namespaces and workloads against the universe's rules.
struct LabelReview {
    let reasons: [AdmissionReason]

    init(_ change: ClusterChange, _ universe: Universe) {
        reasons = change.objects.filter { $0.action != .delete }.flatMap { object -> [AdmissionReason] in
            let name = ([object.identity.namespace].compactMap(\.self) + [object.identity.name]).joined(separator: "/")
            return Self.violations(of: object, change, universe).map { violation in
                AdmissionReason(
                    .label, name: name, message: "\(object.identity.kind) \(violation.message)",
                    location: object.location, suggestion: violation.suggestion)
            }
        }
    }

    private static func violations(
        of object: ClusterChange.ChangedObject, _ change: ClusterChange, _ universe: Universe
    ) -> [LabelFault] {
        let cluster = change.after.cluster
        if object.identity.isNamespace, let namespace = cluster.namespace(named: object.identity.name) {
            return LabelFault.faults(of: namespace.labels, universe.namespaces.labels)
        }
        guard let name = object.identity.namespace else { return [] }
        let identity = WorkloadIdentity(kind: object.identity.kind, namespace: name, name: object.identity.name)
        guard let workload = cluster.workload(identity) else { return [] }
        return LabelFault.faults(of: workload.podLabels, universe.pods.labels)
    }
}
