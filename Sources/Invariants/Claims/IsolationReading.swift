import Diagnostics
import Manifests
import NetworkModel
import PolicyModel

/// Reads what stands under `isolated`.
struct IsolationReading {
    var pods: EndpointReading
    var directions: [Direction]

    /// The words for directions; both where none is written.
    private enum Word: String, CaseIterable {
        case ingress, egress, both

        var directions: [Direction] {
            switch self {
            case .ingress: [.ingress]
            case .egress: [.egress]
            case .both: [.ingress, .egress]
            }
        }
    }

    /// Nil after an error has been reported.
    init?(_ reader: inout ObjectReader) {
        let word = reader.word("direction", of: Word.self)
        let hasPods = reader.contains("pods")
        if !hasPods {
            reader.report(
                "no-endpoint", "\(reader.path.description.inBackticks) names no `pods`",
                expected: "expected the pods that policies must select",
                suggestion: "`pods: {podSelector: {}}` is every pod of every namespace")
        }
        guard let pods = EndpointReading("pods", &reader) else { return nil }
        if pods.predicate.excludesPods {
            reader.report(
                "no-pod", "`pods` are addresses outside the cluster: no policy selects those", at: "pods",
                expected: "expected pods")
        }
        self.pods = pods
        directions = (word ?? .both).directions
    }

    func claim(except exempt: EndpointPredicate?) -> IsolationClaim {
        IsolationClaim(pods: pods.predicate.without(exempt), directions: directions)
    }
}

extension EndpointPredicate {
    /// What is left when exempted endpoints are taken out.
    func without(_ exempt: EndpointPredicate?) -> EndpointPredicate {
        guard let exempt else { return self }
        // Peer by peer, so that each can still be told by its place.
        if case .any(let peers) = self { return .any(peers.map { $0.without(exempt) }) }
        let parts = if case .all(let parts) = self { parts } else { [self] }
        return .all(parts + [.not(exempt)])
    }
}
