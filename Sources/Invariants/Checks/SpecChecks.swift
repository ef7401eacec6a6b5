public import Diagnostics
public import NetworkModel
public import PolicyModel

/// Finds claims whose peers match nothing that is listed, as a misspelt label value does.
///
/// Such a claim is not wrong: a namespace or pod yet to be created may match it. Every problem is therefore a warning,
/// `matches-nothing-listed`, with the nearest value that was seen.
public struct SpecChecks: Sendable {
    let cluster: Cluster

    public init(cluster: Cluster) {
        self.cluster = cluster
    }

    /// The warnings for one invariant, whose peers stand at `places`.
    public func warnings(for invariant: Invariant, at places: ClaimPlaces) -> [Diagnostic] {
        switch invariant.claim {
        case .connections(let claim):
            ConnectionClaim.Side.allCases.flatMap { side in
                warnings(
                    of: side == .from ? claim.from : claim.to, named: side.rawValue, places[side], invariant,
                    isAllowance: claim.quantity == .only && side == .from)
            }
        case .labelled(let claim):
            warnings(of: claim.namespaces, named: "namespaces", places.pods, invariant, isAllowance: false)
        case .derived(let claim): warnings(of: claim.program, invariant)
        case .isolated(let claim): warnings(of: claim.pods, named: "pods", places.pods, invariant, isAllowance: false)
        }
    }

    /// The warning for pods that somebody selects by flags for namespaces and for pods.
    public func warning(
        forSelected selected: EndpointPredicate, namespaceFlag: String, podFlag: String
    ) -> Diagnostic? {
        let check = PeerCheck(cluster: cluster, fields: .init(namespace: namespaceFlag, pod: podFlag))
        return check.unmatched(selected.conjuncts).map { problem in
            Diagnostic(
                "matches-nothing-listed", severity: .warning, at: nil,
                "the selection matches no listed \(problem.subject): \(problem.reason)",
                expected: problem.seen, suggestion: problem.suggestion)
        }
    }

    /// - Parameter isAllowance: Whether matching less makes the claim stronger, not weaker.
    private func warnings(
        of predicate: EndpointPredicate, named field: String, _ places: [SourceLocation], _ invariant: Invariant,
        isAllowance: Bool
    ) -> [Diagnostic] {
        located(predicate, places).flatMap { peer, place in
            problems(of: peer, everywhere: isAllowance).map { warning($0, field, invariant, at: place) }
        }
    }

    /// Each peer of an endpoint with its place; none for an end that was left out.
    private func located(
        _ predicate: EndpointPredicate, _ places: [SourceLocation]
    ) -> [(EndpointPredicate, SourceLocation)] {
        if case .any(let peers) = predicate, peers.count == places.count { return Array(zip(peers, places)) }
        return places.first.map { [(predicate, $0)] } ?? []
    }

    private var check: PeerCheck {
        PeerCheck(cluster: cluster, fields: .init(namespace: "namespaceSelector", pod: "podSelector"))
    }

    /// - Parameter field: what the invariant calls the endpoint.
    func warning(
        _ problem: Unmatched, _ field: String, _ invariant: Invariant, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            "matches-nothing-listed", severity: .warning, at: place,
            "\(field.inBackticks) of \(invariant.name.inBackticks) matches no listed \(problem.subject): \(problem.reason)",
            expected: problem.seen, suggestion: problem.suggestion)
    }

    /// What of a peer matches nothing.
    ///
    /// What stands under `not` is passed over: an exemption that nobody uses makes a claim stronger, and a misspelt one
    /// shows by a refutation. Only where the endpoint itself weakens the claim, as `from` of `only` does, it is checked.
    private func problems(of peer: EndpointPredicate, everywhere: Bool, isNegated: Bool = false) -> [Unmatched] {
        let leaves = peer.conjuncts
        let own = everywhere || !isNegated ? check.unmatched(leaves) : nil
        let inner = leaves.flatMap { leaf -> [Unmatched] in
            guard case .not(let endpoint) = leaf else { return [] }
            let peers = if case .any(let peers) = endpoint { peers } else { [endpoint] }
            return peers.flatMap { problems(of: $0, everywhere: everywhere, isNegated: !isNegated) }
        }
        return (own.map { [$0] } ?? []) + inner
    }
}

extension EndpointPredicate {
    fileprivate var conjuncts: [EndpointPredicate] {
        if case .all(let parts) = self { parts } else { [self] }
    }
}
