import NetworkModel
import PolicyModel

/// The part of a claim that one obligation is about: two endpoints.
enum PairClaim: Hashable {
    case connections(ConnectionClaim)
    /// That policies of a direction select all such pods. The other endpoint is any address outside, for which the pod
    /// is open if they do not.
    case isolation(of: EndpointPredicate, Direction)

    /// The ends that it says anything about.
    var roles: [EndpointRole] { isolatedDirection.map { [.subject(of: $0)] } ?? EndpointRole.pair }

    /// The claim about those alone of which one end is among some pods; nil where it says nothing of that end.
    func narrowed(to pods: EndpointPredicate, at role: EndpointRole) -> PairClaim? {
        switch self {
        case .connections(let claim):
            .connections(role == .source ? claim.narrowed(toSources: pods) : claim.narrowed(toDestinations: pods))
        case .isolation(let claimed, let direction):
            roles == [role] ? .isolation(of: .all([claimed, pods]), direction) : nil
        }
    }

    /// The direction in which pods are to be isolated, where that is the claim.
    var isolatedDirection: Direction? { if case .isolation(_, let direction) = self { direction } else { nil } }
}

extension Claim {
    /// What has to hold for the claim to hold; empty for a claim that is not about pairs of endpoints.
    var pairClaims: [PairClaim] {
        switch self {
        case .connections(let claim): [.connections(claim)]
        case .labelled, .derived: []
        case .isolated(let claim): claim.directions.map { .isolation(of: claim.pods, $0) }
        }
    }
}
