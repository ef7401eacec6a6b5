import Evaluation
import NetworkModel

/// What a name stands for. A class for speed only: it is immutable, and many flows share it.
final class NamedEnd: Sendable {
    /// Never empty, unless `isOpen` says why nothing is known.
    let candidates: [TracedEndpoint]
    /// The Service by which they were named.
    let service: Service?
    /// Why nothing can be said of the end, in words.
    let isOpen: String?

    init(_ candidates: [TracedEndpoint], service: Service? = nil, isOpen: String? = nil) {
        self.candidates = candidates
        self.service = service
        self.isOpen = isOpen
    }
}

/// An endpoint with its policies found. A class for the same reason.
final class TracedEndpoint: Sendable {
    let prepared: PreparedEndpoint
    /// What it is called, where several are told apart.
    let name: String
    /// Whether it is one pod and no more, which cannot be at both ends as two pods.
    let isSinglePod: Bool
    /// Whether the ports it declares are not known.
    let hasUnknownPorts: Bool

    init(
        prepared: PreparedEndpoint, name: String, isSinglePod: Bool = false, hasUnknownPorts: Bool = false
    ) {
        self.prepared = prepared
        self.name = name
        self.isSinglePod = isSinglePod
        self.hasUnknownPorts = hasUnknownPorts
    }

    var namedPorts: [NamedPort] { prepared.endpoint.pod?.namedPorts ?? [] }

    /// Each workload is prepared once, so that one pod is one instance.
    func isSamePod(as other: TracedEndpoint) -> Bool { isSinglePod && self === other }
}
