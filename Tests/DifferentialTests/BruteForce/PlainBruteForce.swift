import NetworkModel

/// Decides a claim by trying every state of a tiny universe, one after the other, with the reference evaluator and
/// nothing else. Slow: what `BruteForce` does with tables is checked against it.
struct PlainBruteForce {
    let world: ReferenceWorld
    let claim: SampleClaim
    private let vocabulary: Vocabulary
    private let candidates: Candidates
    private var budget: Int

    /// Nil if there are too many states.
    init?(_ world: ReferenceWorld, _ claim: SampleClaim, limit: Int) {
        self.world = world
        self.claim = claim
        vocabulary = Vocabulary(world.sample, claim)
        guard let candidates = Candidates(world, vocabulary, merging: false, limit: 64) else { return nil }
        self.candidates = candidates
        budget = limit
    }

    /// Nil if the limit was reached.
    mutating func verdicts() -> BruteForceVerdicts? {
        var listed = BruteForceVerdict()
        var future = BruteForceVerdict()
        let sources = endpoints(isSource: true)
        let destinations = endpoints(isSource: false)
        // At least one state for each port.
        let fewest =
            sources.count * destinations.count * vocabulary.portNumbers.count * TransportProtocol.allCases.count
        guard fewest <= budget else { return nil }
        for source in sources {
            for destination in destinations {
                for state in states(source, destination) {
                    budget -= 1
                    guard budget > 0 else { return nil }
                    guard world.permits(state), claim.speaks(of: state.connection, state.choices) else { continue }
                    let isFuture = world.isOfFutureScope(claim, state.connection)
                    if isFuture { future.premisesCanBeMet = true } else { listed.premisesCanBeMet = true }
                    guard world.violates(claim, isFutureScope: isFuture, state) else { continue }
                    if isFuture { future.violation = state } else { listed.violation = state }
                }
            }
        }
        return BruteForceVerdicts(listed: listed, future: future)
    }

    private func endpoints(isSource: Bool) -> [ReferenceEndpoint] {
        let addresses: [IPAddress?] =
            vocabulary.blocks.isEmpty ? vocabulary.addresses.filter { $0.family == .v4 } : vocabulary.addresses
        var result: [ReferenceEndpoint] = addresses.compactMap { $0.map { .external($0) } }
        for place in candidates.places {
            // Two namespaces that nobody mentions need two names.
            let names =
                place.isNameless
                ? [Candidates.namelessNamespace, Candidates.otherNamelessNamespace] : [place.namespace]
            for name in isSource ? Array(names.prefix(1)) : names {
                var labels = place.labels
                labels[automaticLabel] = name
                for pod in candidates.pods(in: place) {
                    for address in addresses {
                        var pod = pod
                        pod.namespace = name
                        pod.namespaceLabels = labels
                        pod.address = address
                        result.append(.pod(pod))
                    }
                }
            }
        }
        return result.filter(world.permits)
    }

    /// Only where anything can depend on them.
    private var choices: [ReferenceChoices] {
        let countsInit = world.sample.workloads.contains { $0.ports.contains(where: \.isOfInitContainer) }
        return ReferenceChoices.all.filter { choices in
            world.permits(choices) && (countsInit || !choices.initPortsCount)
                && (vocabulary.hasBlocks || world.universe.ipBlockMatchesPods != "unknown" || choices.blocksMatchPods)
        }
    }

    /// The directions in which owners of namespaces may deny.
    private func owners(_ source: ReferenceEndpoint, _ destination: ReferenceEndpoint) -> [[Direction]] {
        var unknown: [Direction] = []
        for (end, direction) in [(source, Direction.egress), (destination, .ingress)] {
            if let pod = end.pod, world.hasUnknownPolicies(pod.namespace, pod.namespaceLabels) {
                unknown.append(direction)
            }
        }
        return unknown.subsets
    }

    private func states(_ source: ReferenceEndpoint, _ destination: ReferenceEndpoint) -> [ReferenceWorld.State] {
        var states: [ReferenceWorld.State] = []
        for transport in TransportProtocol.allCases {
            for port in vocabulary.portNumbers.sorted() {
                for names in vocabulary.portNames.sorted().subsets {
                    var target = destination
                    if case .pod(var pod) = destination {
                        if pod.workload == nil {
                            pod.ports = names.map {
                                ReferencePod.Port(
                                    name: $0, transport: transport, number: port, isOfInitContainer: false)
                            }
                        } else if !names.isEmpty {
                            continue
                        }
                        target = .pod(pod)
                    } else if !names.isEmpty {
                        continue
                    }
                    let connection = ReferenceConnection(
                        source: source, destination: target, transport: transport, port: port)
                    for choices in choices {
                        for owners in owners(source, destination) {
                            states.append(.init(connection: connection, choices: choices, denyingOwners: Set(owners)))
                        }
                    }
                }
            }
        }
        return states
    }
}

extension SampleWorkload {
    var referencePorts: [ReferencePod.Port] {
        ports.map { port in
            ReferencePod.Port(
                name: port.name, transport: TransportProtocol(exactly: port.transport ?? "TCP") ?? .tcp,
                number: port.number, isOfInitContainer: port.isOfInitContainer)
        }
    }
}

extension Array {
    var subsets: [[Element]] {
        reduce([[]]) { subsets, element in subsets + subsets.map { $0 + [element] } }
    }
}
