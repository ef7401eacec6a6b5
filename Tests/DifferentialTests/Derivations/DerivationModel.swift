import NetworkModel
import PolicyModel

extension DerivationBruteForce {
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
