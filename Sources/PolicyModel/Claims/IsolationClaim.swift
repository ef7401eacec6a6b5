public import NetworkModel

/// The claim that every such pod is selected by at least one policy of each direction: a pod that no policy selects is
/// open to everything (networkpolicy.md §2).
public struct IsolationClaim: Hashable, Sendable {
    /// Policies do not select anything but pods, so that addresses which it matches do not count.
    public var pods: EndpointPredicate
    /// Sorted, not empty.
    public var directions: [Direction]

    public init(pods: EndpointPredicate, directions: [Direction]) {
        self.pods = pods
        self.directions = directions
    }
}
