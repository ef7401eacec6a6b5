import Evaluation
import NetworkModel
import PolicyModel
import Prover
import TestSupport

/// Every connection of a tiny universe that any policy or label could tell from others, one by one.
struct EveryConnection {
    let revisions: RandomRevisions

    struct Disagreement: CustomStringConvertible {
        var description: String
    }

    private static let environments: [String?] = [nil, "x", "y", "other"]
    private static let applications: [String?] = [nil, "p", "q", "other"]
    private static let ports: [(TransportProtocol, UInt16)] = [
        (.tcp, 79), (.tcp, 80), (.tcp, 81), (.udp, 81), (.sctp, 80),
    ]

    /// The first connections on which the difference and the evaluator disagree.
    ///
    /// - Parameter limit: how many pairs of ends to try; a sample of them where there are more.
    func disagreements(with difference: PolicyDifference, limit: Int) -> [Disagreement] {
        let (sources, destinations) = (ends(.source), ends(.destination))
        var pairs = sources.flatMap { source in destinations.map { (source, $0) } }.filter(Self.canConnect)
        if pairs.count > limit {
            var random = RandomSource(seed: UInt64(difference.classes.count))
            pairs = (0..<limit).map { _ in random.pick(pairs) }
        }
        var result: [Disagreement] = []
        for matches in [false, true] {
            let evaluators = [revisions.base, revisions.head].map { revision in
                Evaluator(program: program(revision), behaviour: Behaviour(ipBlockMatchesPods: matches))
            }
            for (source, destination) in pairs {
                let from = zip(evaluators, [source.base, source.head]).map { $0.prepare($1) }
                let to = zip(evaluators, [destination.base, destination.head]).map { $0.prepare($1) }
                for (transport, port) in Self.ports {
                    let decisions = evaluators.indices.map {
                        evaluators[$0].decide(from: from[$0], to: to[$0], transport, port)
                    }
                    let allowed = decisions.map { $0.overall == .allowed }
                    let membership = Membership(
                        connection: Connection(
                            source: source.head, destination: destination.head, transport: transport, port: port),
                        ipBlockMatchesPods: matches,
                        passes: [
                            .source: decisions.allSatisfy { $0.egress.decision == .allowed },
                            .destination: decisions.allSatisfy { $0.ingress.decision == .allowed },
                        ])
                    result += Self.disagreements(membership, allowed, difference)
                    if result.count > 2 { return result }
                }
            }
        }
        return result
    }

    private static func disagreements(
        _ membership: Membership, _ allowed: [Bool], _ difference: PolicyDifference
    ) -> [Disagreement] {
        [(allowed == [false, true], true), (allowed == [true, false], false)].compactMap { isThere, isOpening in
            let isSaid = difference.classes.contains { $0.kind.isOpening == isOpening && membership.isIn($0) }
            guard isSaid != isThere else { return nil }
            return Disagreement(
                description: "\(isOpening ? "opened" : "closed") is \(isThere), told \(isSaid): \(membership)")
        }
    }

    private struct End {
        var base: Endpoint
        var head: Endpoint
    }

    private static func canConnect(_ source: End, _ destination: End) -> Bool {
        guard let from = source.head.pod, let to = destination.head.pod else {
            return source.head.pod != nil || destination.head.pod != nil
        }
        // One namespace has one set of labels.
        return from.namespace.name != to.namespace.name || from.namespace == to.namespace
    }

    private func ends(_ role: EndpointRole) -> [End] {
        let addresses = ["10.9.9.9", "192.0.2.9", "203.0.113.9"].compactMap { IPAddress($0) }
        var result = addresses.map { End(base: .external($0), head: .external($0)) }
        let own = role == .source ? "10.0.0.1" : "203.0.113.1"
        for namespaces in podNamespaces() {
            for application in Self.applications {
                for declares in role == .destination ? [nil, UInt16(80), 81] : [nil] {
                    let pods = namespaces.map { namespace in
                        Endpoint.pod(
                            Pod(
                                namespace: namespace, labels: application.map { ["app": $0] } ?? [:],
                                namedPorts: declares.map { [NamedPort(name: "http", transport: .tcp, port: $0)] } ?? [],
                                addresses: [IPAddress(own)].compactMap(\.self)))
                    }
                    result.append(End(base: pods[0], head: pods[1]))
                }
            }
        }
        return result
    }

    /// Each namespace as the base and the head have it.
    private func podNamespaces() -> [[PodNamespace]] {
        var result: [[PodNamespace]] = []
        let listed = Set([revisions.base, revisions.head].flatMap { $0.cluster.namespaces.map(\.name) })
        for name in listed.sorted() { result += states(of: name) }
        guard revisions.universe.namespaces.exist == .any else { return result }
        for name in ["a", "b", "c", "d"] where !listed.contains(name) {
            for environment in Self.environments {
                let namespace = PodNamespace(
                    name: name, isListed: false, labels: environment.map { ["env": $0] } ?? [:])
                result.append([namespace, namespace])
            }
        }
        return result
    }

    private func states(of name: String) -> [[PodNamespace]] {
        let sides = [revisions.base, revisions.head].map { $0.cluster.namespace(named: name) }
        let known = sides.map { $0.flatMap { $0.hasManifest ? $0 : nil } }
        let isFree = known.allSatisfy { $0 == nil } || revisions.universe.namespaces.relabel.includes("env")
        if isFree {
            return Self.environments.map { environment in
                let labels = environment.map { ["env": $0] } ?? [:]
                return sides.map { _ in PodNamespace(name: name, isListed: true, labels: labels) }
            }
        }
        return [
            [0, 1].map { side in
                PodNamespace(name: name, isListed: true, labels: (known[side] ?? known[1 - side])?.labels)
            }
        ]
    }

    /// With template policies in every namespace that a revision does not list.
    private func program(_ revision: Revision) -> PolicyProgram {
        var program = revision.program
        let listed = revision.cluster.namespaces.map(\.name)
        for name in ["a", "b", "c", "d"] where !listed.contains(name) {
            program.tiers[0].policies += (revisions.universe.namespaces.policies ?? []).map { template in
                var policy = template
                policy.identity.namespace = name
                return policy
            }
        }
        return program
    }
}
