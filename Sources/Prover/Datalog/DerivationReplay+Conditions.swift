import Evaluation
import NetworkModel
import PolicyModel

/// What conditions of rules say of the endpoints of a step.
extension DerivationReplay {
    /// The endpoints of a step's variables, by the addresses that conditions may speak of: that of the one connection
    /// of an endpoint, or any.
    func views(of step: DerivationDraft.Step, _ draft: DerivationDraft) -> [[Endpoint]] {
        step.endpoints.reduce([[]]) { views, position in
            let endpoint = draft.endpoints[position]
            let families = step.attempts.filter { $0.source == position || $0.destination == position }.map(\.family)
            let all = Set(endpoint.families)
            let options = families.count == 1 ? families : all.sorted()
            let variants = options.isEmpty ? [endpoint] : options.map(endpoint.with)
            return views.flatMap { view in variants.map { view + [$0] } }
        }
    }

    func evaluator(_ draft: DerivationDraft) -> Evaluator {
        Evaluator(program: PolicyProgram(), behaviour: draft.behaviour, network: world.universe.network)
    }

    func truth(
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
}

extension Endpoint {
    /// Nil where it is absent, or the endpoint is no pod.
    fileprivate func label(_ space: LabelSpace, _ key: String) -> String? {
        guard let pod else { return nil }
        return space == .pod ? pod.labels[key] : pod.namespace.labels?[key]
    }
}
