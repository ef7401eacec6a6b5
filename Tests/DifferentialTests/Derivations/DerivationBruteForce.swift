import NetworkModel
import PolicyModel

/// Decides whether rules derive a violation by going through the worlds of a tiny universe: in each the least model of
/// the rules, over all endpoints that can be told apart, by the reference evaluator and nothing else.
struct DerivationBruteForce {
    let world: ReferenceWorld
    let claim: SampleClaim
    let rules: DerivedClaim
    private let vocabulary: Vocabulary
    private let candidates: Candidates
    let ports: [(TransportProtocol, Int)]

    /// Nil for what this cannot do, or not in reasonable time.
    init?(_ world: ReferenceWorld, _ claim: SampleClaim, _ rules: DerivedClaim) {
        (self.world, self.claim, self.rules) = (world, claim, rules)
        vocabulary = Vocabulary(world.sample, claim)
        let universe = world.universe
        guard !vocabulary.hasBlocks, vocabulary.portNames.isEmpty, claim.waived.isEmpty,
            (universe.podCIDRs + universe.nodeCIDRs + universe.serviceCIDRs).isEmpty,
            let candidates = Candidates(world, vocabulary, merging: true, limit: 64)
        else { return nil }
        self.candidates = candidates
        ports = vocabulary.portNumbers.sorted().flatMap { port in
            TransportProtocol.allCases.map { ($0, port) }
        }
        guard ports.count <= 60, worlds.count <= 16, worlds.allSatisfy({ endpoints(in: $0).count <= 36 }) else {
            return nil
        }
    }

    /// The worlds, each by its endpoints.
    var models: [Model] { worlds.map { Model(self, endpoints(in: $0)) } }

    /// Whether a violation can be derived in the listed and in the future scope, and how many worlds there are.
    func verdicts() -> (listed: Bool, future: Bool) {
        var result = (listed: false, future: false)
        for places in worlds {
            var model = Model(self, endpoints(in: places))
            for tuple in model.violations() {
                let isFuture = rules.protected.contains { world.isFuture(model.endpoints[tuple[$0]]) }
                if isFuture { result.future = true } else { result.listed = true }
            }
        }
        return result
    }

    // MARK: Worlds

    /// One state for each namespace of a name, any number of states for those that nobody names.
    private var worlds: [[Candidates.Place]] {
        var byName: [(name: String, places: [Candidates.Place])] = []
        for place in candidates.places where !place.isNameless {
            if byName.last?.name == place.namespace {
                byName[byName.count - 1].places.append(place)
            } else {
                byName.append((place.namespace, [place]))
            }
        }
        var worlds: [[Candidates.Place]] = [candidates.places.filter(\.isNameless)]
        for (_, places) in byName {
            worlds = worlds.flatMap { world in places.map { world + [$0] } }
            if worlds.count > 16 { return worlds }
        }
        return worlds
    }

    private func endpoints(in places: [Candidates.Place]) -> [ReferenceEndpoint] {
        let outside = ["203.0.113.10", "203.0.113.11", "203.0.113.12"].prefix(copies)
        var result: [ReferenceEndpoint] = outside.compactMap { IPAddress($0).map { .external($0) } }
        if rules.program.speaksOfNodes { result += [Self.node] }
        for place in places {
            let names =
                place.isNameless
                ? [Candidates.namelessNamespace, Candidates.otherNamelessNamespace] : [place.namespace]
            for (copy, name) in names.enumerated() {
                var labels = place.labels
                // Two namespaces of one name are one, so that the states of nameless ones need names of their own.
                let unique = place.isNameless ? "\(name)-\(placeNumber(place))" : name
                labels[automaticLabel] = unique
                _ = copy
                for var pod in candidates.pods(in: place) {
                    pod.namespace = unique
                    pod.namespaceLabels = labels
                    let isBare = pod.workload?.hasPrefix("Pod/") ?? false
                    result += Array(repeating: .pod(pod), count: isBare ? 1 : copies)
                }
            }
        }
        return result
    }

    /// Where no policy speaks of addresses, policies cannot tell it from what is outside.
    static let node = ReferenceEndpoint.external(IPAddress(family: .v4, value: 0xC0A8_000A))

    /// Where endpoints are compared there are as many that are alike as a rule can tell apart; otherwise one stands for
    /// all.
    var copies: Int { rules.program.comparesEndpoints ? 3 : 1 }

    private func placeNumber(_ place: Candidates.Place) -> Int {
        candidates.places.firstIndex { $0.namespace == place.namespace && $0.labels == place.labels } ?? 0
    }
}

extension DatalogProgram {
    /// Whether it says which endpoints are one.
    fileprivate var comparesEndpoints: Bool {
        rules.contains { rule in
            rule.body.contains { literal in
                guard case .condition(let condition) = literal.part else { return false }
                return switch condition {
                case .sameEndpoint, .not(.sameEndpoint): true
                default: false
                }
            }
        }
    }
}
