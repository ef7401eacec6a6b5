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
        case .derived: []
        case .isolated(let claim): warnings(of: claim.pods, named: "pods", places.pods, invariant, isAllowance: false)
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

    private func warning(
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
        let own = everywhere || !isNegated ? unmatched(leaves) : nil
        let inner = leaves.flatMap { leaf -> [Unmatched] in
            guard case .not(let endpoint) = leaf else { return [] }
            let peers = if case .any(let peers) = endpoint { peers } else { [endpoint] }
            return peers.flatMap { problems(of: $0, everywhere: everywhere, isNegated: !isNegated) }
        }
        return (own.map { [$0] } ?? []) + inner
    }

    /// The first part of a conjunction that leaves nothing listed.
    private func unmatched(_ leaves: [EndpointPredicate]) -> Unmatched? {
        var namespaces = cluster.namespaces
        guard !namespaces.isEmpty, !leaves.contains(where: \.isOfAddresses) else { return nil }
        for leaf in leaves {
            let remaining = namespaces.filter { leaf.mayAdmit($0) }
            if remaining.isEmpty { return unmatchedNamespace(leaf, among: namespaces) }
            namespaces = remaining
        }
        return unmatchedWorkload(leaves, in: Set(namespaces.map(\.name)))
    }

    private func unmatchedNamespace(_ leaf: EndpointPredicate, among namespaces: [Namespace]) -> Unmatched? {
        switch leaf {
        case .namespaceNamed(let names): .namespaceNames(names, listed: cluster.namespaces.map(\.name))
        case .namespaceLabels(let selector):
            SeenLabels(
                subject: "namespace", labels: cluster.namespaces.map(\.labels),
                others: cluster.workloads.map(\.podLabels),
                otherField: "podSelector"
            ).unmatched(selector)
        default: nil
        }
    }

    /// Nothing is known of pods where no workload is listed at all.
    private func unmatchedWorkload(_ leaves: [EndpointPredicate], in namespaces: Set<String>) -> Unmatched? {
        guard !cluster.workloads.isEmpty else {
            return leaves.lazy.compactMap(\.workload).first.map { .workload($0, listed: []) }
        }
        var workloads = cluster.workloads.filter { namespaces.contains($0.identity.namespace) }
        for leaf in leaves {
            switch leaf {
            case .workload(let identity):
                guard cluster.workload(identity) != nil else {
                    return .workload(identity, listed: cluster.workloads.map(\.identity))
                }
                workloads = workloads.filter { $0.identity == identity }
            case .podLabels(let selector) where selector != .everything:
                let remaining = workloads.filter { selector.admits($0.podLabels) }
                if remaining.isEmpty {
                    return SeenLabels(
                        subject: "workload", labels: workloads.map(\.podLabels),
                        others: cluster.namespaces.map(\.labels),
                        otherField: "namespaceSelector"
                    ).unmatched(selector)
                }
                workloads = remaining
            default: break
            }
        }
        return nil
    }
}

extension EndpointPredicate {
    fileprivate var conjuncts: [EndpointPredicate] {
        if case .all(let parts) = self { parts } else { [self] }
    }

    fileprivate var workload: WorkloadIdentity? {
        if case .workload(let identity) = self { identity } else { nil }
    }

    fileprivate var isOfAddresses: Bool {
        switch self {
        case .external, .address: true
        default: false
        }
    }

    /// Whether pods of a listed namespace may match, for the leaves that speak of namespaces.
    fileprivate func mayAdmit(_ namespace: Namespace) -> Bool {
        switch self {
        case .namespaceNamed(let names): names.contains(namespace.name)
        case .namespaceLabels(let selector): selector.mayAdmit(namespace)
        default: true
        }
    }
}
