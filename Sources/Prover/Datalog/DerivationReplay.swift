import Evaluation
import NetworkModel
import PolicyModel

/// The concrete check of a derivation: every rule is applied again to values, every connection decided again by the
/// evaluator, which shares nothing with the encoding.
struct DerivationReplay {
    let claim: DerivedClaim
    let scope: Scope
    let replay: Replay

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
}
