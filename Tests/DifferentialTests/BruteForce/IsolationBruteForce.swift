import NetworkModel
import Prover

/// Decides whether policies select all pods of a claim by trying every pod that can be told from another.
struct IsolationBruteForce {
    private let world: ReferenceWorld
    private let isolation: SampleIsolation
    private let candidates: Candidates

    /// Nil if there is too much to try.
    init?(_ world: ReferenceWorld, _ isolation: SampleIsolation) {
        self.world = world
        self.isolation = isolation
        // Policies and the words of the claim are all that tells pods apart.
        let claim = SampleClaim(quantity: .never, to: isolation.pods, exempt: isolation.exempt)
        guard
            let candidates = Candidates(world, Vocabulary(world.sample, claim), merging: true, limit: 4096)
        else { return nil }
        self.candidates = candidates
    }

    /// What is wrong with the prover's answer; nil if nothing is.
    func objection(to answer: Prover.Answer) -> String? {
        var words = [word(isFuture: false)]
        if answer.future != nil { words.append(word(isFuture: true)) }
        guard words == Self.words(answer) else {
            return "isolation: the prover says \(Self.words(answer)), trying everything says \(words)"
        }
        for scope in [answer.listed, answer.future] {
            guard case .refuted(let witnesses)? = scope else { continue }
            for witness in witnesses {
                if let objection = objection(to: witness) { return objection }
            }
        }
        return nil
    }

    static func words(_ answer: Prover.Answer) -> [String] { [answer.listed, answer.future].compactMap { $0?.word } }

    private func objection(to witness: ReplayedWitness) -> String? {
        guard let direction = witness.openDirection, directions.contains(direction) else {
            return "isolation: the witness does not say in which direction the pod is open"
        }
        let connection = ReferenceConnection(witness.witness.connection)
        let end = direction == .ingress ? connection.destination : connection.source
        guard let pod = end.pod, world.permits(end), isMeant(pod), !isIsolated(pod, direction) else {
            return "isolation: the reference denies the witness: \(end)"
        }
        return nil
    }

    /// Rules that nothing can obey prove nothing.
    private func word(isFuture: Bool) -> String {
        let verdict = verdict(isFuture: isFuture)
        return verdict.violation == nil && world.rulesContradict ? "vacuous" : verdict.word
    }

    private func verdict(isFuture: Bool) -> BruteForceVerdict {
        var verdict = BruteForceVerdict()
        for pod in pods where world.isFuture(.pod(pod)) == isFuture && isMeant(pod) {
            verdict.premisesCanBeMet = true
            guard !directions.allSatisfy({ isIsolated(pod, $0) }) else { continue }
            let outside = ReferenceEndpoint.external(IPAddress(family: .v4, value: 0))
            let connection = ReferenceConnection(source: outside, destination: .pod(pod), transport: .tcp, port: 1)
            verdict.violation = ReferenceWorld.State(connection: connection, choices: ReferenceChoices.all[0])
        }
        return verdict
    }

    private var pods: [ReferencePod] {
        candidates.places.flatMap { place in
            let unlisted = candidates.pods.map { labels in
                ReferencePod(namespace: place.namespace, namespaceLabels: place.labels, labels: labels)
            }
            let listed = candidates.workloads.filter { $0.workload.namespace == place.namespace }
            return unlisted
                + listed.flatMap { workload, labels in
                    labels.map {
                        ReferencePod(
                            namespace: place.namespace, namespaceLabels: place.labels, labels: $0,
                            workload: "\(workload.kind)/\(workload.name)")
                    }
                }
        }
    }

    private var directions: [Direction] {
        switch isolation.direction ?? .both {
        case .ingress: [.ingress]
        case .egress: [.egress]
        case .both: [.ingress, .egress]
        }
    }

    private func isMeant(_ pod: ReferencePod) -> Bool {
        isolation.pods.peers.contains { $0.matches(.pod(pod)) } && !isolation.exempt.contains { $0.matches(.pod(pod)) }
    }

    /// What nobody knows of the policies of a namespace may be that there are none.
    private func isIsolated(_ pod: ReferencePod, _ direction: Direction) -> Bool {
        !world.hasUnknownPolicies(pod.namespace, pod.namespaceLabels)
            && world.policies(of: pod).contains { $0.selects(pod, direction) }
    }
}
