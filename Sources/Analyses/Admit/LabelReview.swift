import Diagnostics
import Dialects
import Evaluation
import NetworkModel
import PolicyModel
import Reports

/// Holds the labels of changed namespaces and workloads against the universe's rules.
struct LabelReview {
    private let objects: [ClusterChange.ChangedObject]
    private let before: Cluster
    private let after: Cluster
    private let universe: Universe

    init(_ change: ClusterChange, _ universe: Universe) {
        self.init(change.objects, before: change.before.cluster, after: change.after.cluster, universe)
    }

    init(_ objects: [ClusterChange.ChangedObject], before: Cluster, after: Cluster, _ universe: Universe) {
        self.objects = objects
        self.before = before
        self.after = after
        self.universe = universe
    }

    /// A reason for each rule that a new object breaks, or a changed one with what has changed.
    var reasons: [AdmissionReason] {
        objects.filter { $0.action != .delete }.flatMap { object in
            faults(of: object).map { fault in
                AdmissionReason(
                    .label, name: object.identity.pathInWords, message: fault.message, location: object.location,
                    suggestion: fault.suggestion)
            }
        }
    }

    private func faults(of object: ClusterChange.ChangedObject) -> [LabelFault] {
        let identity = object.identity
        if identity.isNamespace { return faults(ofNamespace: identity.name) }
        guard let namespace = identity.namespace else { return [] }
        let workload = WorkloadIdentity(kind: identity.kind, namespace: namespace, name: identity.name)
        guard let labels = after.workload(workload)?.podLabels else { return [] }
        if before.workload(workload)?.podLabels == labels { return [] }
        let known = universe.pods.labels.map(\.key)
        return universe.pods.violations(of: labels).map { LabelFault($0, in: labels, known: known) }
    }

    private func faults(ofNamespace name: String) -> [LabelFault] {
        guard let labels = after.namespace(named: name)?.labels else { return [] }
        let old = before.namespace(named: name).flatMap { $0.hasManifest ? $0.labels : nil }
        let violations =
            old.map { universe.namespaces.violations(of: labels, changedFrom: $0) }
            ?? universe.namespaces.violations(of: labels)
        let known = universe.namespaces.labels.map(\.key)
        return violations.map { LabelFault($0, in: labels, known: known) }
    }
}
