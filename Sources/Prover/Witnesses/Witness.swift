public import Evaluation
public import NetworkModel
public import PolicyModel

/// A concrete connection that violates a claim, and what it takes for granted.
public struct Witness: Hashable, Sendable {
    public var connection: Connection
    /// What it takes unspecified behaviour to be.
    public var behaviour: Behaviour
    /// Ends whose namespace's policies are not known, with what their owners are taken to do.
    public var owners: [EndpointRole: OwnersPolicies]

    /// What the unknown policies of a namespace do in one direction.
    public enum OwnersPolicies: String, Hashable, Sendable {
        /// There are none that select the pod.
        case none
        /// There is one that denies everything.
        case denyAll
        /// There is one that allows everything, which later tiers cannot take back.
        case allowAll
    }

    public func endpoint(_ role: EndpointRole) -> Endpoint {
        role == .source ? connection.source : connection.destination
    }

    mutating func update(_ role: EndpointRole, _ endpoint: Endpoint) {
        if role == .source { connection.source = endpoint } else { connection.destination = endpoint }
    }

    mutating func updatePod(_ role: EndpointRole, _ change: (inout Pod) -> Void) {
        guard case .pod(var pod) = endpoint(role) else { return }
        change(&pod)
        update(role, .pod(pod))
    }
}

/// A witness that was replayed, with what decided at each end.
public struct ReplayedWitness: Hashable, Sendable {
    public var scope: Scope
    public var witness: Witness
    public var decision: ConnectionDecision
    /// Whether the violation is that the ends connect, rather than that they do not.
    public var isConnection: Bool
    /// The direction in which no policy selects the pod, where that is the violation; the other end is then only one of
    /// those that the pod is open to.
    public var openDirection: Direction?
    /// The unspecified behaviour without which the claim would not be violated; empty: the counterexample is definite.
    public var dependsOn: [Choice]
    /// Policies of equal order that disagree about the connection, where the violation needs one of them to win.
    public var ties: [[PolicyReference]]
    /// Labels that matter and that an end does not carry: dropped or absent keys, sorted.
    public var absentLabels: [LabelVariable]
    /// Whether the claim or the policies ask for the addresses of pods at all.
    public var addressesMatter: Bool
}
