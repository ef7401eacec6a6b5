import Evaluation
import NetworkModel
import PolicyModel

/// The concrete check of a derivation: every rule is applied again to values, every connection decided again by the
/// evaluator, which shares nothing with the encoding.
struct DerivationReplay {
    let claim: DerivedClaim
    let scope: Scope
    private let replay: Replay

    var world: World { replay.world }
    var program: DatalogProgram { claim.program }

    init(_ claim: DerivedClaim, _ scope: Scope, in world: World) {
        self.claim = claim
        self.scope = scope
        let everything = ConnectionClaim(quantity: .never, from: .everything, to: .everything, protect: .to)
        replay = Replay(world: world, claim: .connections(everything), scope: scope)
    }

    func holds(_ draft: DerivationDraft) -> Bool { objection(to: draft) == nil }

    /// What is wrong with a derivation; nil if it derives a violation in a world that the universe permits.
    func objection(to draft: DerivationDraft) -> String? {
        for endpoint in draft.endpoints {
            if let objection = replay.objection(to: endpoint) { return objection }
        }
        if let objection = objectionToWorld(draft) { return objection }
        guard let last = draft.steps.last, program.rules[last.rule].head.relation == claim.violation else {
            return "no violation is derived"
        }
        if isFuture(last, draft) != (scope == .future) { return "the violation is not in the \(scope.rawValue) scope" }
        for position in draft.steps.indices {
            if let objection = objection(to: draft.steps[position], at: position, in: draft) { return objection }
        }
        return nil
    }

    private func isFuture(_ step: DerivationDraft.Step, _ draft: DerivationDraft) -> Bool {
        let arguments = program.rules[step.rule].head.arguments
        return claim.protected.contains { position in
            draft.endpoints[step.endpoints[arguments[position]]].pod?.namespace.isListed == false
        }
    }

    /// One namespace has one set of labels, and a bare Pod is one pod.
    private func objectionToWorld(_ draft: DerivationDraft) -> String? {
        var namespaces: [String: PodNamespace] = [:]
        var pods: [WorkloadIdentity: Pod] = [:]
        for case .pod(let pod) in draft.endpoints {
            let namespace = namespaces[pod.namespace.name] ?? pod.namespace
            if namespace != pod.namespace { return "one namespace has two sets of labels" }
            namespaces[namespace.name] = namespace
            guard let identity = pod.workload, world.cluster.workload(identity)?.isSinglePod == true else { continue }
            if let known = pods[identity], known.labels != pod.labels { return "one pod has two sets of labels" }
            pods[identity] = pod
        }
        return nil
    }

    // MARK: Steps

    private func objection(
        to step: DerivationDraft.Step, at position: Int, in draft: DerivationDraft
    ) -> String? {
        let rule = program.rules[step.rule]
        let relation = program.relations[rule.head.relation]
        for (sort, variable) in zip(relation.sorts, rule.head.arguments)
        where !draft.endpoints[step.endpoints[variable]].isOf(sort) { return "an argument is not of its sort" }
        for (variable, endpoint) in zip(rule.variables, step.endpoints)
        where !draft.endpoints[endpoint].isOf(variable.sort) { return "`\(variable.name)` is not of its sort" }
        var premises = step.premises[...]
        for call in rule.calls {
            guard let premise = premises.popFirst(), premise < position, derives(call, draft.steps[premise], step)
            else { return "a premise of `\(rule.text)` is not derived" }
        }
        for (attempt, made) in zip(rule.attempts, step.attempts) {
            if let objection = objection(to: made, attempt, step, draft) { return objection }
        }
        let agrees = rule.agreements.allSatisfy { $0.holds(of: step.attempts) }
        return agrees ? objectionToBody(of: rule, step, draft) : "two connections do not agree as their rule says"
    }

    private func derives(
        _ call: DatalogProgram.Call, _ premise: DerivationDraft.Step, _ step: DerivationDraft.Step
    ) -> Bool {
        let rule = program.rules[premise.rule]
        return rule.head.relation == call.relation
            && rule.head.arguments.map { premise.endpoints[$0] } == call.arguments.map { step.endpoints[$0] }
    }

    private func objection(
        to made: DerivationDraft.Attempt, _ attempt: DatalogProgram.Attempt, _ step: DerivationDraft.Step,
        _ draft: DerivationDraft
    ) -> String? {
        guard made.source == step.endpoints[attempt.source], made.destination == step.endpoints[attempt.destination],
            made.source != made.destination
        else { return "a connection is not between the endpoints of its rule" }
        let witness = draft.witness(of: made)
        if let objection = replay.objectionToPair(witness) { return objection }
        let matches = evaluator(draft).portsMatch(attempt.ports, witness.connection)
        return matches == .yes ? nil : "a connection does not aim where its rule says"
    }

    private func objectionToBody(
        of rule: DatalogProgram.Rule, _ step: DerivationDraft.Step, _ draft: DerivationDraft
    ) -> String? {
        for literal in rule.body {
            switch literal.part {
            case .call: continue
            case .attempt(let position, let gate, let passes):
                let decision = replay.decision(for: draft.witness(of: step.attempts[position]))
                if !decision.agrees(with: gate, passes: passes) { return "`\(literal.text)` does not hold" }
            case .condition: continue
            }
        }
        let conditions = rule.body.compactMap { literal -> EndpointCondition? in
            if case .condition(let condition) = literal.part { condition } else { nil }
        }
        let views = views(of: step, draft)
        let isMet = views.contains { view in
            conditions.allSatisfy { truth(of: $0, view, step, draft) == .yes }
        }
        return isMet ? nil : "a condition of `\(rule.text)` does not hold"
    }

    /// The endpoints of a step's variables, by the addresses that conditions may speak of: that of the one connection
    /// of an endpoint, or any.
    private func views(of step: DerivationDraft.Step, _ draft: DerivationDraft) -> [[Endpoint]] {
        step.endpoints.reduce([[]]) { views, position in
            let endpoint = draft.endpoints[position]
            let families = step.attempts.filter { $0.source == position || $0.destination == position }.map(\.family)
            let all = Set(endpoint.families)
            let options = families.count == 1 ? families : all.sorted()
            let variants = options.isEmpty ? [endpoint] : options.map(endpoint.with)
            return views.flatMap { view in variants.map { view + [$0] } }
        }
    }

    private func evaluator(_ draft: DerivationDraft) -> Evaluator {
        Evaluator(program: PolicyProgram(), behaviour: draft.behaviour, network: world.universe.network)
    }

    // MARK: Conditions

    private func truth(
        of condition: EndpointCondition, _ view: [Endpoint], _ step: DerivationDraft.Step, _ draft: DerivationDraft
    ) -> Truth {
        switch condition {
        case .endpoint(let variable, let predicate): return evaluator(draft).holds(predicate, of: view[variable])
        case .node(let variable, let block):
            guard case .node(let addresses) = view[variable] else { return .no }
            let allowed = block.map { AddressSet([$0]) } ?? .all
            return Truth(addresses.contains(where: allowed.contains))
        case .listed(let variable): return Truth(view[variable].pod?.namespace.isListed ?? false)
        case .isolated(let variable, let direction):
            return isIsolated(step.endpoints[variable], direction, draft)
        case .sameEndpoint(let one, let other): return areSame(step.endpoints[one], step.endpoints[other], draft)
        case .sameNamespace(let one, let other):
            let names = [one, other].map { view[$0].pod?.namespace.name }
            return Truth(names[0] != nil && names[0] == names[1])
        case .sameLabel(let space, let key, let one, let other):
            let values = [one, other].map { view[$0].label(space, key) }
            return Truth(values[0] != nil && values[0] == values[1])
        case .all(let parts): return parts.reduce(.yes) { $0.and(truth(of: $1, view, step, draft)) }
        case .any(let parts): return parts.reduce(.no) { $0.or(truth(of: $1, view, step, draft)) }
        case .not(let inner): return truth(of: inner, view, step, draft).negated
        }
    }

    private func areSame(_ one: Int, _ other: Int, _ draft: DerivationDraft) -> Truth {
        guard one != other else { return .yes }
        switch (draft.endpoints[one], draft.endpoints[other]) {
        case (.external(let address), .external(let another)): return Truth(address == another)
        case (.pod(let pod), .pod(let another)):
            let isBare = pod.workload.map { world.cluster.workload($0)?.isSinglePod ?? false } ?? false
            if isBare, pod.workload == another.workload { return .yes }
            // Two pods never have one address.
            return Set(pod.addresses ?? []).isDisjoint(with: another.addresses ?? []) ? .no : .unknown
        case (.node(let addresses), .node(let others)):
            return Set(addresses).isDisjoint(with: others) ? .no : .unknown
        case (.pod, _), (.external, _), (.node, _): return .no
        }
    }

    private func isIsolated(_ position: Int, _ direction: Direction, _ draft: DerivationDraft) -> Truth {
        guard draft.endpoints[position].pod != nil else { return .no }
        let role = EndpointRole.subject(of: direction)
        let witness = Witness(
            connection: Connection(
                source: draft.endpoints[position], destination: draft.endpoints[position], transport: .tcp, port: 80),
            behaviour: draft.behaviour, owners: [:])
        let program = ReplayProgram(world)
        if program.unknownNamespace(witness, role) != nil {
            let isolates = draft.isolatedByOwners.contains(.init(endpoint: position, direction: direction))
            let acts = draft.steps.flatMap(\.attempts).contains { attempt in
                (role == .source ? attempt.source : attempt.destination) == position
                    && (attempt.owners[role] ?? .none) != .none
            }
            return acts && !isolates ? .unknown : Truth(isolates)
        }
        let evaluator = Evaluator(
            program: program.program(for: witness), behaviour: draft.behaviour, network: world.universe.network)
        return evaluator.isIsolated(draft.endpoints[position], direction)
    }

    // MARK: The result

    /// A derivation to be shown, of a draft that holds.
    func derivation(of draft: DerivationDraft, domains: [LabelDomain], addressesMatter: Bool) -> Derivation {
        let steps = draft.steps.map { step in
            Derivation.Step(
                rule: step.rule, endpoints: step.endpoints, premises: step.premises,
                attempts: step.attempts.indices.map { position in
                    replayed(step.attempts[position], isConnection(position, of: step.rule), draft, addressesMatter)
                })
        }
        return Derivation(
            scope: scope, endpoints: draft.endpoints, behaviour: draft.behaviour, steps: steps,
            dependsOn: dependencies(of: draft))
    }

    /// Whether the rule wants the attempt at a position to pass.
    private func isConnection(_ position: Int, of rule: Int) -> Bool {
        !program.rules[rule].body.contains { literal in
            if case .attempt(position, _, false) = literal.part { true } else { false }
        }
    }

    private func replayed(
        _ attempt: DerivationDraft.Attempt, _ isConnection: Bool, _ draft: DerivationDraft, _ addressesMatter: Bool
    ) -> ReplayedWitness {
        let witness = draft.witness(of: attempt)
        let decision = replay.decision(for: witness, explaining: true)
        return ReplayedWitness(
            scope: scope, witness: witness, decision: decision, isConnection: isConnection, openDirection: nil,
            dependsOn: [], ties: decision.ties, absentLabels: [], addressesMatter: addressesMatter)
    }

    /// The unspecified behaviour that the derivation needs.
    private func dependencies(of draft: DerivationDraft) -> [Choice] {
        var blocks = draft
        if world.universe.network.ipBlockMatchesPods == .unknown {
            blocks.behaviour.ipBlockMatchesPods = blocks.behaviour.ipBlockMatchesPods.map { !$0 }
        }
        var ports = draft
        ports.behaviour.initContainerPortsCount = ports.behaviour.initContainerPortsCount.map { !$0 }
        var nodes = draft
        if world.universe.network.ipBlockMatchesPods != .always {
            nodes.behaviour.ipBlockMatchesNodes = nodes.behaviour.ipBlockMatchesNodes.map { !$0 }
        }
        var result: [Choice] = []
        if !holds(blocks) { result.append(.ipBlockMatchesPods) }
        if !holds(ports) { result.append(.initContainerPortsCount) }
        if !holds(nodes) { result.append(.ipBlockMatchesNodes) }
        return result
    }
}

extension ConnectionDecision {
    /// A gate lets pass, or not, as is wanted. Where nothing but a tie is open, either is possible.
    fileprivate func agrees(with gate: DatalogProgram.Gate, passes: Bool) -> Bool {
        let decision: Decision =
            switch gate {
            case .both: overall
            case .egress: egress.decision
            case .ingress: ingress.decision
            }
        if decision == .unknown { return isOpenByTiesAlone }
        return decision == (passes ? .allowed : .denied)
    }
}

extension DatalogProgram.Agreement {
    fileprivate func holds(of attempts: [DerivationDraft.Attempt]) -> Bool {
        switch subject {
        case .port: attempts[first].port == attempts[second].port
        case .transport: attempts[first].transport == attempts[second].transport
        }
    }
}

extension Endpoint {
    func isOf(_ sort: EndpointSort) -> Bool {
        switch sort {
        case .pod: pod != nil
        case .external: if case .external = self { true } else { false }
        case .node: if case .node = self { true } else { false }
        case .endpoint: true
        }
    }

    /// Nil where it is absent, or the endpoint is no pod.
    fileprivate func label(_ space: LabelSpace, _ key: String) -> String? {
        guard let pod else { return nil }
        return space == .pod ? pod.labels[key] : pod.namespace.labels?[key]
    }
}
