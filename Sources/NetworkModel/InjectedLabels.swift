/// Keys that controllers put on pods after their template is read, with values of their own (networkpolicy.md §10).
public let injectedPodLabelKeys: Set<String> = [
    "apps.kubernetes.io/pod-index", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-completion-index",
    "batch.kubernetes.io/job-name", "controller-revision-hash", "controller-uid", "job-name",
    "pod-template-generation", "pod-template-hash", "statefulset.kubernetes.io/pod-name",
    "topology.kubernetes.io/region", "topology.kubernetes.io/zone",
]
