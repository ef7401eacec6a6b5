import Diagnostics
import Evaluation
import Invariants
import NetworkModel
import PolicyModel
import Prover

/// The violations that are one finding with a counterexample: those that the same lines of policies make.
///
/// A class is a set of connections in the words of claims, and every connection of it within the claim breaks the claim
/// at the time of writing, for the reasons that the counterexample has:
///
/// - possible connections: at either end, the pods that the policy of the deciding rule selects, the peers and ports of
///   the entries that match, or, where no policy isolates the pod, the pods that none isolates;
/// - impossible ones: the pods that the same policies isolate and no other policy selects, and the peers that none of
///   their rules lets through on the port.
///
/// So what a baseline leaves out was broken when it was written, and nothing else is left out. Where that cannot be said
/// in these words there is no class, and the violation cannot be known.
struct ViolationClass {
    let world: World
    private let policies: PoliciesInForce

    init(_ world: World) {
        self.world = world
        policies = PoliciesInForce(world)
    }

    /// Nil where the violation cannot be told apart from others by what baselines can say.
    func known(_ violation: ReplayedWitness, breaking claim: Claim) -> Known? {
        // With rules that deny or pass, that a rule allows does not say that the connection is possible.
        guard policies.areAdditive else { return nil }
        let whole = claim
        switch claim {
        case .connections(let claim):
            let set =
                claim.quantity == .always
                ? impossible(violation) : possible(violation, protecting: claim.protect == .from ? .egress : .ingress)
            guard let set else { return nil }
            if let part = claim.part(of: set, on: set.ports.intersection(claim.ports)),
                contains(part, violation.witness)
            {
                return Known(subject: .connections(part), claim: whole.kindInWords)
            }
            // What goes by name cannot always be cut down to the ports of the claim: for these ports alone, then.
            let part = claim.part(of: set, on: PortChoice(entries: set.ports))
            guard let part, contains(part, violation.witness) else { return nil }
            return Known(subject: .connections(part), claim: whole.kindAndPortsInWords)
        case .isolated(let claim):
            return violation.openDirection.flatMap { direction in
                pods(of: violation, direction).map { pods in
                    let part = EndpointPredicate.all([claim.pods, pods]).plain
                    return Known(subject: .pods(part, direction), claim: whole.kindInWords)
                }
            }
        case .labelled, .derived: return nil
        }
    }

    // MARK: Open pods

    private func pods(of violation: ReplayedWitness, _ direction: Direction) -> EndpointPredicate? {
        let endpoint = violation.witness.endpoint(.subject(of: direction))
        guard let namespace = endpoint.pod?.namespace else { return nil }
        return policies.open(in: namespace, direction, endpoint, evaluator(violation.witness))
    }

    // MARK: Connections that are possible

    private func possible(_ violation: ReplayedWitness, protecting protected: Direction) -> ClaimedConnections? {
        guard let egress = allowing(violation, .egress, isProtected: protected == .egress),
            let ingress = allowing(violation, .ingress, isProtected: protected == .ingress),
            let ports = egress.ports.intersection(ingress.ports)
        else { return nil }
        return ClaimedConnections(
            from: EndpointPredicate.all([egress.own, ingress.peer]).plain,
            to: EndpointPredicate.all([ingress.own, egress.peer]).plain, ports: ports.entries)
    }

    /// What is alike at one end.
    private func allowing(_ violation: ReplayedWitness, _ direction: Direction, isProtected: Bool) -> End? {
        let endpoint = violation.witness.endpoint(.subject(of: direction))
        switch violation.decision[direction].reason {
        case .notGoverned(.external): return End(own: .external)
        // Claims about pairs speak of no nodes.
        case .notGoverned(.node): return nil
        case .notGoverned(.hostNetwork):
            return endpoint.pod?.workload.map { End(own: .workload($0)) }
        case .noPolicySelects, .noRuleMatches:
            guard let namespace = endpoint.pod?.namespace else { return nil }
            let evaluator = evaluator(violation.witness)
            let own =
                isProtected
                ? policies.open(in: namespace, direction, endpoint, evaluator)
                : policies.openAnywhere(like: namespace, direction, endpoint, evaluator)
            return own.map { End(own: $0) }
        case .rule(let reference): return policies.end(of: reference, endpoint)
        case .samePod, .isolated, .unknown: return nil
        }
    }

    // MARK: Connections that are not

    private func impossible(_ violation: ReplayedWitness) -> ClaimedConnections? {
        let denying: [Direction] = [.ingress, .egress]
        guard let direction = denying.first(where: { violation.decision[$0].decision == .denied }),
            case .isolated(let references, _) = violation.decision[direction].reason
        else { return nil }
        let witness = violation.witness
        let target = (witness.connection.transport, witness.connection.port)
        let endpoint = witness.endpoint(.subject(of: direction))
        guard let end = policies.denyingEnd(references, endpoint, direction, target) else { return nil }
        return direction == .ingress
            ? ClaimedConnections(from: end.peer.plain, to: end.own.plain, ports: end.ports)
            : ClaimedConnections(from: end.own.plain, to: end.peer.plain, ports: end.ports)
    }

    // MARK: Whether it is one of them

    private func contains(_ set: ClaimedConnections, _ witness: Witness) -> Bool {
        let evaluator = evaluator(witness)
        return evaluator.holds(set.from, of: witness.connection.source) == .yes
            && evaluator.holds(set.to, of: witness.connection.destination) == .yes
            && evaluator.portsMatch(set.ports, witness.connection) == .yes
    }

    private func evaluator(_ witness: Witness) -> Evaluator {
        Evaluator(program: PolicyProgram(), behaviour: witness.behaviour, network: world.universe.network)
    }

    /// What an entry of a baseline says.
    struct Known {
        var subject: KnownFinding.Subject
        /// What the claim has to be for it.
        var claim: String
    }

    /// What violations of a finding have in common at one end.
    struct End {
        var own: EndpointPredicate
        var peer: EndpointPredicate = .everything
        /// Nil: every port and protocol.
        var ports: [PortEntry]?
    }
}

extension ConnectionClaim {
    /// Those connections of a set that the claim is about, but for how their ends relate; nil without ports.
    fileprivate func part(of set: ClaimedConnections, on ports: PortChoice?) -> ClaimedConnections? {
        guard let ports else { return nil }
        return ClaimedConnections(
            from: EndpointPredicate.all([set.from, quantity == .only ? .not(from) : from]).plain,
            to: EndpointPredicate.all([set.to, to]).plain, ports: ports.entries)
    }
}

/// Entries of which any may match; nil for every port and protocol.
private struct PortChoice {
    var entries: [PortEntry]?
}

extension [PortEntry]? {
    /// What both match, or of that what can be said by entries of which any may match; nil where nothing can.
    fileprivate func intersection(_ other: [PortEntry]?) -> PortChoice? {
        guard let one = self, let other else { return PortChoice(entries: self ?? other) }
        let both = one.flatMap { entry in other.compactMap { entry.intersection($0) } }
        return both.isEmpty ? nil : PortChoice(entries: both)
    }
}

extension PortEntry {
    /// Nil where nothing is matched by both, and where one goes by number and the other by name.
    fileprivate func intersection(_ other: PortEntry) -> PortEntry? {
        if match == other.match { return self }
        guard case .ports(let left) = match, case .ports(let right) = other.match else { return nil }
        let both = left.intersection(right)
        return both.isEmpty ? nil : PortEntry(.ports(both), location: location)
    }
}
