/// An Invariant.
struct SampleClaim: Sendable, Equatable {
    enum Quantity: String, Sendable, CaseIterable {
        case never, always, only
    }

    enum Relation: Sendable, Equatable {
        case namespace(isSame: Bool)
        case namespaceLabel(String, isSame: Bool)
        case podLabel(String, isSame: Bool)
    }

    var quantity: Quantity
    /// Nil: every endpoint.
    var from: SampleEndpoint?
    var to: SampleEndpoint?
    /// Nil: every port; never empty.
    var ports: [SamplePort]?
    var pair: [Relation] = []
    /// Endpoints of which the claim does not speak.
    var exempt: [SampleClaimPeer] = []
    /// `to` or `from`; nil: not written.
    var protect: String?
    /// What Waivers take out of it.
    var waived: [SampleConnections] = []
}

/// The connections of a Waiver; it names one end at least.
struct SampleConnections: Sendable, Equatable {
    var from: SampleEndpoint?
    var to: SampleEndpoint?
    var ports: [SamplePort]?
}

/// An Invariant that says that policies select pods.
struct SampleIsolation: Sendable, Equatable {
    enum Direction: String, Sendable, CaseIterable {
        case ingress, egress, both
    }

    var pods: SampleEndpoint
    var exempt: [SampleClaimPeer] = []
    /// Nil: not written, which is both.
    var direction: Direction?
}

/// One end of a claim: any of the peers.
struct SampleEndpoint: Sendable, Equatable {
    var peers: [SampleClaimPeer]
}

/// Conditions that must all hold.
struct SampleClaimPeer: Sendable, Equatable {
    struct WorkloadName: Sendable, Equatable {
        var kind: String
        var namespace: String
        var name: String
    }

    var namespaceSelector: SampleSelector?
    var podSelector: SampleSelector?
    var namespaces: [String]?
    var workload: WorkloadName?
    var isExternal = false
    var ipBlock: SampleBlock?
    /// The peers of which none may match.
    var not: [SampleClaimPeer]?
}
