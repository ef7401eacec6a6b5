import Evaluation
import NetworkModel

/// What a name stands for.
struct NamedEnd: Sendable {
    /// Never empty, unless `isOpen` says why nothing is known.
    var candidates: [TracedEndpoint]
    /// The Service by which they were named.
    var service: Service?
    /// Why nothing can be said of the end, in words.
    var isOpen: String?

    init(_ candidates: [TracedEndpoint], service: Service? = nil, isOpen: String? = nil) {
        self.candidates = candidates
        self.service = service
        self.isOpen = isOpen
    }
}

/// An endpoint with its policies found.
struct TracedEndpoint: Sendable {
    var prepared: PreparedEndpoint
    /// What it is called, where several are told apart.
    var name: String
    /// Set for a workload that is a single pod, so that it cannot be at both ends as two pods.
    var singlePod: WorkloadIdentity?
    /// Whether the ports it declares are not known.
    var hasUnknownPorts = false

    var namedPorts: [NamedPort] { prepared.endpoint.pod?.namedPorts ?? [] }

    func isSamePod(as other: TracedEndpoint) -> Bool { singlePod != nil && singlePod == other.singlePod }
}
