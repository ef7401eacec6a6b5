import Invariants
import NetworkModel
import PolicyModel

extension KnownFinding {
    /// The connections of a claim that it covers: those of its own scope alone, as the claim divides scopes.
    ///
    /// - Parameter listed: the names of the listed namespaces.
    func connections(of claim: ConnectionClaim, listed: [String]) -> [ClaimedConnections] {
        guard case .connections(let set) = subject else { return [] }
        let future = EndpointPredicate.future(beside: listed)
        func narrowed(from: EndpointPredicate? = nil, to: EndpointPredicate? = nil) -> ClaimedConnections {
            ClaimedConnections(
                from: .all([set.from] + [from].compactMap(\.self)), to: .all([set.to] + [to].compactMap(\.self)),
                ports: set.ports)
        }
        switch (claim.quantity, isFuture) {
        // One end in the future is enough.
        case (.always, true): return [narrowed(from: future), narrowed(to: future)]
        case (.always, false): return [narrowed(from: .not(future), to: .not(future))]
        case (.never, _), (.only, _):
            let place = isFuture ? future : .not(future)
            return [claim.protect == .to ? narrowed(to: place) : narrowed(from: place)]
        }
    }

    /// The pods of its own scope that it covers in a direction.
    func pods(_ direction: Direction, listed: [String]) -> [EndpointPredicate] {
        guard case .pods(let pods, direction) = subject else { return [] }
        let future = EndpointPredicate.future(beside: listed)
        return [.all([pods, isFuture ? future : .not(future)])]
    }
}

extension KnownFinding {
    /// Whether it was a violation of such a claim, whichever endpoints are meant.
    func isOf(_ claim: Claim) -> Bool { [claim.kindInWords, claim.kindAndPortsInWords].contains(self.claim) }
}

extension Claim {
    /// As ``kindInWords``, for entries that hold for a claim about these ports alone.
    var kindAndPortsInWords: String {
        kindInWords + " on ports " + (connections?.ports.map(\.baselineText) ?? "of any kind")
    }
}

extension EndpointPredicate {
    /// The pods of namespaces that are not listed.
    static func future(beside listed: [String]) -> EndpointPredicate {
        listed.isEmpty ? .pod : .all([.pod, .not(.namespaceNamed(listed))])
    }
}
