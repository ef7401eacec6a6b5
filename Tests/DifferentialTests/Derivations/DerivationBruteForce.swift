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
    private let ports: [(TransportProtocol, Int)]

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
                for var pod in pods(in: place) {
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
    private static let node = ReferenceEndpoint.external(IPAddress(family: .v4, value: 0xC0A8_000A))

    /// Where endpoints are compared there are as many that are alike as a rule can tell apart; otherwise one stands for
    /// all.
    private var copies: Int { rules.program.comparesEndpoints ? 3 : 1 }

    private func placeNumber(_ place: Candidates.Place) -> Int {
        candidates.places.firstIndex { $0.namespace == place.namespace && $0.labels == place.labels } ?? 0
    }

    private func pods(in place: Candidates.Place) -> [ReferencePod] {
        var result = candidates.pods.map {
            ReferencePod(namespace: place.namespace, namespaceLabels: place.labels, labels: $0)
        }
        for (workload, labels) in candidates.workloads where workload.namespace == place.namespace {
            result += labels.map {
                ReferencePod(
                    namespace: place.namespace, namespaceLabels: place.labels, labels: $0,
                    ports: workload.referencePorts, workload: "\(workload.kind)/\(workload.name)")
            }
        }
        return result
    }

    // MARK: One world

    /// The least model of the rules over some endpoints.
    struct Model {
        let force: DerivationBruteForce
        let endpoints: [ReferenceEndpoint]
        private var tuples: [Set<[Int]>]
        private var masks: [Direction: [UInt64]] = [:]
        private var aims: [UInt64] = []

        init(_ force: DerivationBruteForce, _ endpoints: [ReferenceEndpoint]) {
            self.force = force
            self.endpoints = endpoints
            tuples = force.rules.program.relations.map { _ in [] }
            for direction in Direction.allCases {
                masks[direction] = endpoints.indices.flatMap { source in
                    endpoints.indices.map { mask(direction, source, $0) }
                }
            }
            aims = endpoints.indices.map { destination in
                bits { transport, port in
                    let connection = ReferenceConnection(
                        source: endpoints[0], destination: endpoints[destination], transport: transport, port: port)
                    return force.claim.ports?.contains { $0.matches(connection, Self.choices) } ?? true
                }
            }
        }

        private static let choices = ReferenceChoices(blocksMatchPods: true, initPortsCount: true)

        private func bits(_ isSet: (TransportProtocol, Int) -> Bool) -> UInt64 {
            var result: UInt64 = 0
            for (number, port) in force.ports.enumerated() where isSet(port.0, port.1) { result |= 1 << UInt64(number) }
            return result
        }

        private func mask(_ direction: Direction, _ source: Int, _ destination: Int) -> UInt64 {
            bits { transport, port in
                let state = ReferenceWorld.State(
                    connection: ReferenceConnection(
                        source: endpoints[source], destination: endpoints[destination], transport: transport,
                        port: port),
                    choices: Self.choices)
                return force.world.allows(direction, state)
            }
        }

        private func isUnknown(_ endpoint: Int) -> Bool {
            endpoints[endpoint].pod.map { force.world.hasUnknownPolicies($0.namespace, $0.namespaceLabels) } ?? false
        }

        /// The ports on which a gate lets pass, or may not: owners that nobody knows do either.
        private func mask(
            _ gate: DatalogProgram.Gate, passes: Bool, _ source: Int, _ destination: Int
        ) -> UInt64 {
            let index = source * endpoints.count + destination
            func one(_ direction: Direction, _ end: Int) -> UInt64 {
                let allowed = masks[direction]![index]
                return passes ? allowed : isUnknown(end) ? .max : ~allowed
            }
            let (egress, ingress) = (one(.egress, source), one(.ingress, destination))
            return switch gate {
            case .egress: egress
            case .ingress: ingress
            case .both: passes ? egress & ingress : egress | ingress
            }
        }

        mutating func violations() -> [[Int]] {
            var isChanged = true
            while isChanged {
                isChanged = false
                for rule in force.rules.program.rules {
                    for tuple in derived(by: rule) where tuples[rule.head.relation].insert(tuple).inserted {
                        isChanged = true
                    }
                }
            }
            return tuples[force.rules.violation].sorted { $0.lexicographicallyPrecedes($1) }
        }

        private func derived(by rule: DatalogProgram.Rule) -> [[Int]] {
            var result: Set<[Int]> = []
            var bound: [Int] = []
            func bind() {
                guard bound.count < rule.variables.count else {
                    if attemptsSucceed(rule, bound) { result.insert(rule.head.arguments.map { bound[$0] }) }
                    return
                }
                for endpoint in endpoints.indices where isOf(rule.variables[bound.count].sort, endpoint) {
                    bound.append(endpoint)
                    if conditionsHold(rule, bound) { bind() }
                    bound.removeLast()
                }
            }
            bind()
            return Array(result)
        }

        func isOf(_ sort: EndpointSort, _ endpoint: Int) -> Bool {
            let isNode = endpoints[endpoint] == DerivationBruteForce.node
            return switch sort {
            case .endpoint: true
            case .node: isNode
            case .pod: endpoints[endpoint].pod != nil
            case .external: endpoints[endpoint].pod == nil && !isNode
            }
        }

        /// As far as the variables are bound; each is looked at when its last variable has just been.
        private func conditionsHold(_ rule: DatalogProgram.Rule, _ bound: [Int]) -> Bool {
            rule.body.allSatisfy { literal in
                switch literal.part {
                case .attempt: return true
                case .call(let call):
                    guard call.arguments.max() == bound.count - 1 else { return true }
                    return tuples[call.relation].contains(call.arguments.map { bound[$0] })
                case .condition(let condition):
                    guard condition.lastVariable == bound.count - 1 else { return true }
                    return holds(condition, literal.text, bound)
                }
            }
        }

        func holds(_ condition: EndpointCondition, _ text: String, _ bound: [Int]) -> Bool {
            switch condition {
            case .endpoint(let variable, _):
                let endpoint = endpoints[bound[variable]]
                return text == "from"
                    ? force.claim.speaks(ofSource: endpoint) : force.claim.speaks(ofDestination: endpoint)
            case .listed(let variable):
                return endpoints[bound[variable]].pod.map { force.world.listed.contains($0.namespace) } ?? false
            case .sameEndpoint(let one, let other): return bound[one] == bound[other]
            case .not(let inner): return !holds(inner, text, bound)
            case .sameNamespace(let one, let other):
                let names = [one, other].map { endpoints[bound[$0]].pod?.namespace }
                return names[0] != nil && names[0] == names[1]
            case .sameLabel(let space, let key, let one, let other):
                let values = [one, other].map { variable -> String? in
                    let pod = endpoints[bound[variable]].pod
                    return space == .pod ? pod?.labels[key] : pod?.namespaceLabels[key]
                }
                return values[0] != nil && values[0] == values[1]
            case .all, .any, .isolated, .node: preconditionFailure("templates have none of these")
            }
        }

        private func attemptsSucceed(_ rule: DatalogProgram.Rule, _ bound: [Int]) -> Bool {
            let ports = rule.attempts.indices.map { position -> UInt64 in
                let attempt = rule.attempts[position]
                return attempt.source == attempt.destination
                    ? 0 : successes(position, of: rule, bound[attempt.source], bound[attempt.destination])
            }
            // Templates have two attempts that agree, in protocol and port.
            return ports.allSatisfy { $0 != 0 }
                && rule.agreements.allSatisfy { ports[$0.first] & ports[$0.second] != 0 }
        }

        /// The ports on which all gates that the rule asks about an attempt say what it wants.
        func successes(_ position: Int, of rule: DatalogProgram.Rule, _ source: Int, _ destination: Int) -> UInt64 {
            guard canConnect(source, destination) else { return 0 }
            var mask = aims[destination]
            for literal in rule.body {
                guard case .attempt(position, let gate, let passes) = literal.part else { continue }
                mask &= self.mask(gate, passes: passes, source, destination)
            }
            return mask
        }

        /// Whether a connection passes from one to the other, or to another one just like it.
        func connects(_ source: Int, _ destination: Int) -> Bool {
            guard canConnect(source, destination) else { return false }
            return mask(.both, passes: true, source, destination) & aims[destination] != 0
        }

        /// Of each pod there may be another one just like it, but for bare Pods.
        private func canConnect(_ source: Int, _ destination: Int) -> Bool {
            if source == destination, force.copies > 1 { return false }
            guard let from = endpoints[source].pod, let to = endpoints[destination].pod else {
                return endpoints[source].pod != nil || endpoints[destination].pod != nil
            }
            let isOnePod = from.namespace == to.namespace && from.workload == to.workload
            return !(isOnePod && from.workload?.hasPrefix("Pod/") == true)
        }
    }
}

extension EndpointCondition {
    fileprivate var lastVariable: Int {
        switch self {
        case .endpoint(let variable, _), .node(let variable, _), .listed(let variable), .isolated(let variable, _):
            variable
        case .sameEndpoint(let one, let other), .sameNamespace(let one, let other),
            .sameLabel(_, _, let one, let other):
            max(one, other)
        case .not(let inner): inner.lastVariable
        case .all(let parts), .any(let parts): parts.map(\.lastVariable).max() ?? 0
        }
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
