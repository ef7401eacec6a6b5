import Diagnostics
import Evaluation
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports
import TestSupport
import Testing

@testable import Analyses

/// What a baseline knows, against every connection of tiny clusters.
struct KnownFindingTests {
    @Test("What is known was broken when it was written, and what is not known is new", arguments: 0..<150)
    func bruteForce(_ number: Int) throws {
        let seed = UInt64(7_000 + number)
        let sample = RandomCase(seed: seed)
        var search = ViolationSearch(World(sample.base, sample.universe))
        try search.run([(sample.invariant, sample.invariant.claim)])
        let known = search.found
        #expect(Set(known.map(\.fingerprint)).count == known.count, "seed \(seed)")
        let listed = sample.base.cluster.namespaces.map(\.name)
        let before = ViolationSets(sample, sample.base)
        let after = ViolationSets(sample, sample.head)
        let rest = try sample.rest(known, sample.head)
        let ownRest = try sample.rest(known, sample.base)
        if !search.isIncomplete { #expect(ownRest == .none, "seed \(seed): the baseline does not know its own input") }
        for item in before.everything {
            let isKnown = item.isCovered(by: known, sample.invariant.claim, listed)
            // What a baseline leaves out was broken.
            #expect(!isKnown || before.breaks(item), "seed \(seed): \(item) is known, and was not broken")
            if !search.isIncomplete, before.breaks(item) {
                #expect(isKnown, "seed \(seed): \(item) was broken, and is not known")
            }
            // Nothing new is passed over.
            if rest == .none, after.breaks(item) {
                #expect(before.breaks(item), "seed \(seed): \(item) is new, and nobody says so")
            }
        }
    }
}

extension KnownFindingTests {
    @Test("Most of what is broken can be known")
    func complete() throws {
        var (broken, incomplete) = (0, 0)
        for number in 0..<80 {
            let sample = RandomCase(seed: UInt64(7_000 + number))
            var search = ViolationSearch(World(sample.base, sample.universe))
            try search.run([(sample.invariant, sample.invariant.claim)])
            if !search.found.isEmpty || search.isIncomplete { broken += 1 }
            if search.isIncomplete { incomplete += 1 }
        }
        #expect(broken > 30)
        #expect(incomplete * 5 < broken, "\(incomplete) of \(broken)")
    }
}

/// Two revisions of the policies of one cluster, and a claim about it.
private struct RandomCase {
    var base: Revision
    var head: Revision
    var universe: Universe
    var invariant: Invariant

    private static let place = SourceLocation(file: "random.yaml", line: 1)

    init(seed: UInt64) {
        var random = RandomSource(seed: seed &* 31 &+ 5)
        let revisions = RandomRevisions(seed: seed)
        base = revisions.base
        head = Revision(cluster: base.cluster, program: revisions.head.program)
        let names = Set(base.cluster.namespaces.map(\.name))
        head.program.tiers[0].policies.removeAll { !names.contains($0.identity.namespace ?? "") }
        universe = revisions.universe
        universe.namespaces.relabel = .keys([])
        universe.namespaces.future = random.oneIn(2) ? .fail : .gap
        let ports: [PortEntry]? = random.pick([
            nil, [PortEntry(.ports(PortSet(.tcp, 80...80)), location: Self.place)],
            [
                PortEntry(.ports(PortSet(.tcp, 79...81)), location: Self.place),
                PortEntry(.named("http", .tcp), location: Self.place),
            ],
        ])
        let claim: Claim =
            random.oneIn(5)
            ? .isolated(
                IsolationClaim(pods: Self.end(&random), directions: random.pick([[.egress], [.egress, .ingress]])))
            : .connections(
                ConnectionClaim(
                    quantity: random.pick([.never, .never, .only, .always]), from: Self.end(&random),
                    to: Self.end(&random), ports: ports,
                    pair: random.oneIn(4) ? [.namespace(isSame: false)] : [], protect: random.pick([.to, .to, .from])))
        invariant = Invariant(name: "i", severity: .medium, claim: claim, location: Self.place)
    }

    private static func end(_ random: inout RandomSource) -> EndpointPredicate {
        random.pick([
            .pod, .everything, .namespaceNamed(["a"]), .namespaceNamed(["b"]),
            .namespaceLabels(LabelSelector([LabelRequirement("env", equals: "x")])),
            .podLabels(LabelSelector([LabelRequirement("app", equals: "p")])),
        ])
    }

    /// What is left of the claim on a revision.
    func rest(_ known: [KnownFinding], _ revision: Revision) throws -> Rest {
        let listed = base.cluster.namespaces.map(\.name)
        let claims = BaselinePlan.rest(of: invariant.claim, known, listed: listed)
        let answers = try Prover(World(revision, universe)).answers(to: claims)
        let scopes = answers.map(\.listed) + (universe.namespaces.future == .fail ? answers.compactMap(\.future) : [])
        let verdicts = scopes.map(\.verdict)
        return verdicts.contains(.refuted) ? .found : verdicts.contains(.undecided) ? .undecided : .none
    }

    enum Rest { case none, found, undecided }
}

/// One connection, or one pod and a direction, under one reading of ipBlocks.
private struct Item: CustomStringConvertible {
    var connection: Connection
    var blocksMatchPods: Bool
    /// For claims about pods.
    var direction: Direction?

    var description: String { "\(connection) \(blocksMatchPods) \(direction?.rawValue ?? "")" }

    private var evaluator: Evaluator {
        Evaluator(program: PolicyProgram(), behaviour: Behaviour(ipBlockMatchesPods: blocksMatchPods))
    }

    func holds(_ predicate: EndpointPredicate, _ endpoint: Endpoint) -> Bool {
        evaluator.holds(predicate, of: endpoint) == .yes
    }

    func portsMatch(_ ports: [PortEntry]?) -> Bool { evaluator.portsMatch(ports, connection) == .yes }

    /// The pod that a claim about pods is about.
    var subject: Endpoint { direction == .egress ? connection.source : connection.destination }

    func isFuture(_ claim: Claim) -> Bool {
        func isFuture(_ endpoint: Endpoint) -> Bool { endpoint.pod?.namespace.isListed == false }
        switch claim {
        case .connections(let claim) where claim.quantity == .always:
            return isFuture(connection.source) || isFuture(connection.destination)
        case .connections(let claim): return isFuture(claim.protect == .to ? connection.destination : connection.source)
        case .isolated, .labelled, .derived: return isFuture(subject)
        }
    }

    func isCovered(by known: [KnownFinding], _ claim: Claim, _ listed: [String]) -> Bool {
        known.contains { finding in
            guard finding.isFuture == isFuture(claim), isAbout(claim) else { return false }
            switch finding.subject {
            case .connections(let set):
                return holds(set.from, connection.source) && holds(set.to, connection.destination)
                    && portsMatch(set.ports)
            case .pods(let pods, let direction): return direction == self.direction && holds(pods, subject)
            case nil: return false
            }
        }
    }

    /// Whether the claim speaks of it at all.
    func isAbout(_ claim: Claim) -> Bool {
        switch claim {
        case .connections(let claim):
            let from = holds(claim.from, connection.source)
            guard claim.quantity == .only ? !from : from, holds(claim.to, connection.destination) else { return false }
            let (source, destination) = (connection.source.pod, connection.destination.pod)
            let isSame = source != nil && source?.namespace.name == destination?.namespace.name
            return portsMatch(claim.ports) && (claim.pair.isEmpty || !isSame)
        case .isolated(let claim):
            return claim.directions.contains { $0 == direction } && subject.pod != nil && holds(claim.pods, subject)
        case .labelled, .derived: return false
        }
    }
}

/// What breaks a claim on one revision, one by one.
private struct ViolationSets {
    let everything: [Item]
    private let claim: Claim
    private let universe: Universe
    private let evaluators: [Evaluator]

    init(_ sample: RandomCase, _ revision: Revision) {
        claim = sample.invariant.claim
        universe = sample.universe
        var program = revision.program
        program.tiers[0].policies += (universe.namespaces.policies ?? []).map { template in
            var policy = template
            policy.identity.namespace = "new"
            return policy
        }
        evaluators = [false, true].map {
            Evaluator(program: program, behaviour: Behaviour(ipBlockMatchesPods: $0))
        }
        let ends = Self.ends(sample)
        var items: [Item] = []
        for source in ends {
            for destination in ends where Self.canConnect(source, destination) {
                for (transport, port) in [(TransportProtocol.tcp, UInt16(79)), (.tcp, 80), (.tcp, 81), (.udp, 81)] {
                    let connection = Connection(
                        source: source, destination: destination, transport: transport, port: port)
                    for matches in [false, true] {
                        items.append(Item(connection: connection, blocksMatchPods: matches))
                    }
                }
            }
        }
        let isAboutPods = sample.invariant.claim.connections == nil
        let outside = ends.first { $0.pod == nil }
        if isAboutPods, let outside {
            items = ends.filter { $0.pod != nil }.flatMap { pod in
                Direction.allCases.map { direction in
                    Item(
                        connection: Connection(
                            source: direction == .egress ? pod : outside,
                            destination: direction == .egress ? outside : pod, transport: .tcp, port: 80),
                        blocksMatchPods: false, direction: direction)
                }
            }
        }
        everything = items
    }

    func breaks(_ item: Item) -> Bool {
        guard item.isAbout(claim), universe.namespaces.future == .fail || !item.isFuture(claim) else { return false }
        let evaluator = evaluators[item.blocksMatchPods ? 1 : 0]
        if let direction = item.direction {
            let isUnknown = item.subject.pod?.namespace.isListed == false && universe.namespaces.policies == nil
            return isUnknown || evaluator.isIsolated(item.subject, direction) == .no
        }
        let decision = evaluator.decide(item.connection)
        guard case .connections(let claim) = claim, claim.quantity == .always else {
            return decision.overall == .allowed
        }
        // The owner of a namespace that is not known may deny everything.
        let isUnknown = [item.connection.source, item.connection.destination].contains {
            $0.pod?.namespace.isListed == false && universe.namespaces.policies == nil
        }
        return isUnknown || decision.overall == .denied
    }

    private static func canConnect(_ source: Endpoint, _ destination: Endpoint) -> Bool {
        guard let from = source.pod, let to = destination.pod else {
            return source.pod != nil || destination.pod != nil
        }
        return from.namespace.name != to.namespace.name || from.namespace == to.namespace
    }

    private static func ends(_ sample: RandomCase) -> [Endpoint] {
        var namespaces: [PodNamespace] = []
        func environments(_ name: String, isListed: Bool) -> [PodNamespace] {
            [nil, "x", "other"].map {
                PodNamespace(name: name, isListed: isListed, labels: $0.map { ["env": $0] } ?? [:])
            }
        }
        for namespace in sample.base.cluster.namespaces {
            namespaces +=
                namespace.hasManifest
                ? [PodNamespace(name: namespace.name, isListed: true, labels: namespace.labels)]
                : environments(namespace.name, isListed: true)
        }
        if sample.universe.namespaces.exist == .any { namespaces += environments("new", isListed: false) }
        var ends = ["10.9.9.9", "192.0.2.9"].compactMap { IPAddress($0) }.map(Endpoint.external)
        for namespace in namespaces {
            for application in [nil, "p", "q"] {
                for declares in [nil, UInt16(80)] {
                    ends.append(
                        .pod(
                            Pod(
                                namespace: namespace, labels: application.map { ["app": $0] } ?? [:],
                                namedPorts: declares.map { [NamedPort(name: "http", transport: .tcp, port: $0)] } ?? [],
                                addresses: [IPAddress("10.0.0.1")].compactMap(\.self))))
                }
            }
        }
        return ends
    }
}

extension World {
    fileprivate init(_ revision: Revision, _ universe: Universe) {
        self.init(cluster: revision.cluster, program: revision.program, universe: universe)
    }
}
