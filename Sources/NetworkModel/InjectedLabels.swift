/// Keys that controllers put on pods after their template is read, with values of their own (networkpolicy.md §10).
public let injectedPodLabelKeys: Set<String> = [
    "apps.kubernetes.io/pod-index", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-completion-index",
    "batch.kubernetes.io/job-name", "controller-revision-hash", "controller-uid", "job-name",
    "pod-template-generation", "pod-template-hash", "statefulset.kubernetes.io/pod-name",
    "topology.kubernetes.io/region", "topology.kubernetes.io/zone",
]

extension Workload {
    /// Whether its pods may carry any value of a label, or none: a controller adds the key, and the template either does
    /// not say it or is overruled.
    public func leavesOpen(_ key: String) -> Bool {
        guard injectedPodLabelKeys.contains(key) else { return false }
        return podLabels[key] == nil || overwrittenKeys.contains(key)
    }

    /// The labels that its controller writes on each pod, whatever the template says.
    private var overwrittenKeys: Set<String> {
        switch identity.kind {
        case "Deployment": ["pod-template-hash"]
        case "DaemonSet": ["controller-revision-hash", "pod-template-generation"]
        case "StatefulSet":
            ["apps.kubernetes.io/pod-index", "controller-revision-hash", "statefulset.kubernetes.io/pod-name"]
        case "CronJob", "Job": ["batch.kubernetes.io/job-completion-index"]
        default: []
        }
    }
}
