public import NetworkModel
public import PolicyModel

/// Decides connections by reading a policy program as it stands: the concrete interpreter, which shares nothing with
/// the formulas of the prover.
///
/// Make one for many decisions: it sorts the policies by namespace once.
public struct Evaluator: Sendable {
    public let behaviour: Behaviour
    let tiers: [IndexedTier]
    let meaning: PredicateMeaning
    private let nodes: [CIDRBlock]
    private let dependsOnAddresses: Bool

    /// - Parameters:
    ///   - network: Where pods and nodes have their addresses; its `ipBlockMatchesPods` is not read, `behaviour`'s is.
    public init(program: PolicyProgram, behaviour: Behaviour, network: Universe.Network = Universe.Network()) {
        self.behaviour = behaviour
        tiers = program.tiers.map(IndexedTier.init)
        meaning = PredicateMeaning(behaviour: behaviour, podAddresses: PodAddresses(network.podCIDRs))
        nodes = network.nodeCIDRs
        dependsOnAddresses = program.tiers.contains { $0.policies.contains(where: \.namesAddresses) }
    }

    /// Finds the policies that govern an endpoint.
    public func prepare(_ endpoint: Endpoint, unknowns: PodUnknowns = .none) -> PreparedEndpoint {
        guard case .pod(let pod) = endpoint else {
            return PreparedEndpoint(endpoint, unknowns: unknowns, egress: [], ingress: [])
        }
        let bare = PreparedEndpoint(endpoint, unknowns: unknowns, egress: [], ingress: [])
        var governing: [Direction: [GoverningTier]] = [:]
        for tier in tiers {
            let policies = tier.policies(of: pod.namespace.name).compactMap { policy -> GoverningPolicy? in
                let selects = selects(policy, bare)
                return selects == .no ? nil : GoverningPolicy(policy: policy, selects: selects)
            }
            for direction in Direction.allCases {
                let speaking = policies.filter { $0.policy.speaks(direction) }
                guard !speaking.isEmpty else { continue }
                governing[direction, default: []].append(GoverningTier(tier: tier, policies: speaking))
            }
        }
        return PreparedEndpoint(
            endpoint, unknowns: unknowns, egress: governing[.egress] ?? [], ingress: governing[.ingress] ?? [])
    }

    /// Decides one connection.
    ///
    /// - Parameters:
    ///   - samePod: Whether both ends are one and the same pod, which their values cannot tell.
    ///   - explaining: Whether to find out, for an end that denies, which rule came nearest to allowing.
    public func decide(
        _ connection: Connection, samePod: Bool = false, explaining: Bool = false
    ) -> ConnectionDecision {
        let source = prepare(connection.source)
        let destination = prepare(connection.destination)
        return decide(
            from: source, to: destination, connection.transport, connection.port, samePod: samePod,
            explaining: explaining)
    }

    /// Decides one connection between prepared endpoints.
    public func decide(
        from source: PreparedEndpoint, to destination: PreparedEndpoint, _ transport: TransportProtocol, _ port: UInt16,
        samePod: Bool = false, explaining: Bool = false
    ) -> ConnectionDecision {
        if samePod {
            return ConnectionDecision(egress: EndDecision(.allowed, .samePod), ingress: EndDecision(.allowed, .samePod))
        }
        let ports = PortMeaning(transport: transport, port: port, destination: destination, behaviour: behaviour)
        let decisions = families(source, destination).map { family in
            decide(source, destination, ports, family, explaining: explaining)
        }
        return decisions.dropFirst().reduce(decisions[0], merged)
    }

    /// Whether a predicate holds of an endpoint by itself.
    ///
    /// - Parameters:
    ///   - ownNamespace: The namespace of the policy that speaks, for `.ownNamespace`.
    public func holds(_ predicate: EndpointPredicate, of endpoint: Endpoint, ownNamespace: String? = nil) -> Truth {
        let bare = PreparedEndpoint(endpoint, unknowns: .none, egress: [], ingress: [])
        return meaning.holds(predicate, of: PredicateMeaning.View(endpoint: bare, ownNamespace: ownNamespace))
    }

    /// Whether any of the entries matches what a connection aims at; nil matches everything.
    public func portsMatch(_ entries: [PortEntry]?, _ connection: Connection) -> Truth {
        let destination = PreparedEndpoint(connection.destination, unknowns: .none, egress: [], ingress: [])
        return PortMeaning(
            transport: connection.transport, port: connection.port, destination: destination, behaviour: behaviour
        ).matches(entries)
    }

    private func selects(_ policy: IndexedPolicy, _ endpoint: PreparedEndpoint) -> Truth {
        meaning.holds(
            policy.policy.subject, of: PredicateMeaning.View(endpoint: endpoint, ownNamespace: policy.namespace))
    }

    private func decide(
        _ source: PreparedEndpoint, _ destination: PreparedEndpoint, _ ports: PortMeaning,
        _ family: IPAddress.Family?, explaining: Bool
    ) -> ConnectionDecision {
        let egress = Weighing(
            direction: .egress, subject: source, peer: destination, family: family, ports: ports, meaning: meaning,
            nodes: nodes)
        let ingress = Weighing(
            direction: .ingress, subject: destination, peer: source, family: family, ports: ports, meaning: meaning,
            nodes: nodes)
        return ConnectionDecision(
            egress: egress.decide(explaining: explaining), ingress: ingress.decide(explaining: explaining))
    }

    /// The address families that the connection may use; nil where it does not matter or is not known. Never empty.
    private func families(_ source: PreparedEndpoint, _ destination: PreparedEndpoint) -> [IPAddress.Family?] {
        guard dependsOnAddresses else { return [nil] }
        if let external = source.external ?? destination.external { return [external.family] }
        let known = [source, destination].compactMap { $0.addresses.map { Set($0.map(\.family)) } }
        guard var common = known.first else { return [nil] }
        for families in known.dropFirst() {
            common.formIntersection(families)
        }
        return common.isEmpty ? IPAddress.Family.allCases : common.sorted()
    }

    /// Either may be the one that is used.
    private func merged(_ left: ConnectionDecision, _ right: ConnectionDecision) -> ConnectionDecision {
        var result = left
        if left.egress.decision != right.egress.decision { result.egress = .eitherFamily(left.egress, right.egress) }
        if left.ingress.decision != right.ingress.decision {
            result.ingress = .eitherFamily(left.ingress, right.ingress)
        }
        if left.overall != right.overall { result.overall = .unknown }
        return result
    }
}

extension EndDecision {
    fileprivate static func eitherFamily(_ left: EndDecision, _ right: EndDecision) -> EndDecision {
        var facts: Set<UnknownFact> = [.addressFamily]
        for case .unknown(let because) in [left.reason, right.reason] { facts.formUnion(because) }
        return EndDecision(.unknown, .unknown(because: UnknownFact.ordered(facts)))
    }
}

extension Policy {
    /// Whether any peer is told by its address, so that the address family of a connection may matter.
    fileprivate var namesAddresses: Bool {
        subject.namesAddresses
            || (ingress + egress).contains { $0.peers?.contains { $0.predicate.namesAddresses } ?? false }
    }
}

extension EndpointPredicate {
    fileprivate var namesAddresses: Bool {
        switch self {
        case .address: true
        case .all(let parts), .any(let parts): parts.contains(where: \.namesAddresses)
        case .not(let part): part.namesAddresses
        case .pod, .external, .namespaceNamed, .ownNamespace, .namespaceLabels, .podLabels, .workload: false
        }
    }
}
