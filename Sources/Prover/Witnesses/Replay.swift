import Evaluation
import NetworkModel
import PolicyModel

/// The concrete check of a witness: everything that the solver was asked for is tested again on values, by code that
/// shares nothing with the encoding. A disagreement is an internal error, never a verdict.
struct Replay {
    let world: World
    let claim: PairClaim
    let scope: Scope

    /// What is wrong with a witness; nil if it violates the claim in a state that the universe permits.
    func objection(to witness: Witness) -> String? {
        if let objection = objectionToSubject(witness) { return objection }
        return claim.isolatedDirection.map { objectionToOpenness(witness, $0) } ?? objectionToDecision(on: witness)
    }

    /// Why the claim says nothing of a witness; nil if it does, in a state that the universe permits.
    func objectionToSubject(_ witness: Witness) -> String? {
        for role in claim.roles {
            if let objection = objection(to: witness, role) { return objection }
        }
        if let objection = objectionToPair(witness) { return objection }
        if !isInScope(witness) { return "the witness is not in the \(scope.rawValue) scope" }
        return meetsPremises(witness) ? nil : "the witness does not meet the claim's premises"
    }

    private func objectionToDecision(on witness: Witness) -> String? {
        let decision = decision(for: witness)
        let violating: Decision = isViolatedByConnection ? .allowed : .denied
        if decision.overall == violating { return nil }
        guard decision.overall == .unknown else {
            return "the evaluator says the connection is \(decision.overall.rawValue)"
        }
        // Either outcome is possible where nothing but a tie is open, so the violating one is.
        return decision.isOpenByTiesAlone ? nil : "the evaluator cannot decide the witness"
    }

    /// No policy may select the pod, whatever becomes of connections.
    private func objectionToOpenness(_ witness: Witness, _ direction: Direction) -> String? {
        let evaluator = Evaluator(program: ReplayProgram(world).program(for: witness), behaviour: witness.behaviour)
        let isIsolated = evaluator.isIsolated(witness.endpoint(.subject(of: direction)), direction)
        return isIsolated == .no ? nil : "the evaluator finds a policy that isolates the pod"
    }

    /// Whether the violation is that the ends connect, rather than that they do not.
    var isViolatedByConnection: Bool {
        if case .connections(let claim) = claim { claim.quantity != .always } else { true }
    }

    func violates(_ witness: Witness) -> Bool { objection(to: witness) == nil }

    func decision(for witness: Witness, explaining: Bool = false) -> ConnectionDecision {
        let program = ReplayProgram(world).program(for: witness)
        let evaluator = Evaluator(program: program, behaviour: witness.behaviour, network: world.universe.network)
        return evaluator.decide(witness.connection, explaining: explaining)
    }

    // MARK: The claim

    func meetsPremises(_ witness: Witness) -> Bool {
        let evaluator = Evaluator(
            program: PolicyProgram(), behaviour: witness.behaviour, network: world.universe.network)
        let (source, destination) = (witness.connection.source, witness.connection.destination)
        switch claim {
        case .isolation(let pods, let direction):
            let pod = witness.endpoint(.subject(of: direction))
            return pod.pod != nil && evaluator.holds(pods, of: pod) == .yes
        case .connections(let claim):
            let from = evaluator.holds(claim.from, of: source)
            guard claim.quantity == .only ? from == .no : from == .yes,
                evaluator.holds(claim.to, of: destination) == .yes,
                evaluator.portsMatch(claim.ports, witness.connection) == .yes
            else { return false }
            return claim.pair.allSatisfy { holds($0, for: witness) }
                && claim.waived.allSatisfy { evaluator.contains($0, witness.connection) == .no }
                && claim.within.map { evaluator.contains($0, witness.connection) == .yes } ?? true
        }
    }

    private func holds(_ relation: ConnectionClaim.Relation, for witness: Witness) -> Bool {
        let (source, destination) = (witness.connection.source.pod, witness.connection.destination.pod)
        switch relation {
        case .namespace(let isSame):
            let same = source != nil && source?.namespace.name == destination?.namespace.name
            return same == isSame
        case .namespaceLabel(let key, let isSame):
            let value = source?.namespace.labels?[key]
            return (value != nil && value == destination?.namespace.labels?[key]) == isSame
        case .podLabel(let key, let isSame):
            return (source?.labels[key] != nil && source?.labels[key] == destination?.labels[key]) == isSame
        }
    }

    private func isInScope(_ witness: Witness) -> Bool {
        func isFuture(_ endpoint: Endpoint) -> Bool { endpoint.pod?.namespace.isListed == false }
        let ends = EndpointRole.pair.map { isFuture(witness.endpoint($0)) }
        let isFuture =
            switch claim {
            case .isolation(_, let direction): isFuture(witness.endpoint(.subject(of: direction)))
            case .connections(let claim) where claim.quantity == .always: ends.contains(true)
            case .connections(let claim): claim.protect == .to ? ends[1] : ends[0]
            }
        return isFuture == (scope == .future)
    }

    // MARK: The universe

    func objectionToPair(_ witness: Witness) -> String? {
        let (source, destination) = (witness.connection.source, witness.connection.destination)
        guard let from = source.pod, let to = destination.pod else {
            return source.pod == nil && destination.pod == nil ? "neither end is a pod" : nil
        }
        if from.namespace.name == to.namespace.name, from.namespace != to.namespace {
            return "one namespace has two sets of labels"
        }
        if let workload = from.workload, workload == to.workload, world.cluster.workload(workload)?.isSinglePod == true
        {
            return "a pod is said to connect to itself"
        }
        return nil
    }

    private func objection(to witness: Witness, _ role: EndpointRole) -> String? {
        objection(to: witness.endpoint(role))
    }

    /// What is wrong with an endpoint; nil if the universe permits it.
    func objection(to endpoint: Endpoint) -> String? {
        switch endpoint {
        case .external(let address):
            world.externalAddresses.contains(address) ? nil : "the external address \(address) is inside the cluster"
        case .node(let addresses):
            addresses.allSatisfy(world.nodeAddresses.contains) && Set(addresses.map(\.family)).count == addresses.count
                ? nil : "a node has addresses that it cannot have"
        case .pod(let pod): objection(to: pod)
        }
    }

    private func objection(to pod: Pod) -> String? {
        let universe = world.universe
        if let addresses = pod.addresses, !addresses.allSatisfy(world.podAddresses.contains) {
            return "a pod has an address outside the pod CIDRs"
        }
        if let objection = objection(to: pod.namespace) { return objection }
        guard let identity = pod.workload else {
            guard universe.pods.exist == .any else { return "a pod of no listed workload" }
            return universe.pods.violations(of: pod.labels).isEmpty
                ? nil : "a pod breaks the universe's rules for labels"
        }
        guard let workload = world.cluster.workload(identity), workload.isGoverned else {
            return "a pod of a workload that takes no part"
        }
        let keys = Set(pod.labels.keys).union(workload.podLabels.keys)
        let isFaithful = keys.allSatisfy { pod.labels[$0] == workload.podLabels[$0] || workload.leavesOpen($0) }
        return isFaithful ? nil : "a pod does not carry its workload's labels"
    }

    private func objection(to namespace: PodNamespace) -> String? {
        let labels = namespace.labels ?? [:]
        let rules = world.universe.namespaces
        guard let listed = world.cluster.namespace(named: namespace.name) else {
            guard !namespace.isListed, world.futurePodsMayExist else { return "a namespace that cannot exist" }
            guard NameSyntax.isDNSLabel(namespace.name) else { return "`\(namespace.name)` cannot name a namespace" }
            return rules.violations(of: labels).isEmpty ? nil : "a new namespace breaks the universe's rules for labels"
        }
        guard namespace.isListed else { return "a listed namespace is taken for a new one" }
        for key in Set(labels.keys).union(listed.labels.keys) where labels[key] != listed.labels[key] {
            guard case .free = world.state(of: key, in: listed) else {
                return "a listed namespace has a label changed that may not change"
            }
        }
        let isSound = !listed.hasManifest || rules.violations(of: labels, changedFrom: listed.labels).isEmpty
        return isSound ? nil : "a changed label breaks the universe's rules"
    }
}

extension ConnectionDecision {
    /// What is open at either end.
    private var openFacts: [UnknownFact] {
        [egress, ingress].flatMap { end in
            if case .unknown(let facts) = end.reason { facts } else { [UnknownFact]() }
        }
    }

    var isOpenByTiesAlone: Bool {
        openFacts.allSatisfy { fact in
            if case .tie = fact { true } else { false }
        }
    }

    /// The policies of each tie that leaves the connection open.
    var ties: [[PolicyReference]] {
        openFacts.compactMap { fact in
            if case .tie(_, let policies) = fact { policies } else { nil }
        }
    }
}

extension Evaluator {
    /// Whether a connection is one of a set.
    fileprivate func contains(_ set: ClaimedConnections, _ connection: Connection) -> Truth {
        let parts = [
            holds(set.from, of: connection.source), holds(set.to, of: connection.destination),
            portsMatch(set.ports, connection),
        ]
        if parts.contains(.no) { return .no }
        return parts.allSatisfy { $0 == .yes } ? .yes : .unknown
    }
}
