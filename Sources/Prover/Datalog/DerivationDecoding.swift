import Evaluation
import NetworkModel
import PolicyModel
import SMT

/// Makes a concrete derivation out of a model: a rule for each goal that is used, a member of its class for each
/// endpoint, and the rest as for a witness of two ends.
struct DerivationDecoding {
    let tree: DerivationTree
    var space: DerivationSpace { tree.space }
    var workspace: DerivationWorkspace { tree.space.workspace }
    var world: World { workspace.world }
    /// The steps that derive a goal, by its number.
    private var steps: [Int: Int] = [:]
    private var used: [DerivationTree.Alternative] = []
    private var premises: [[Int]] = []
    /// Endpoints that are one because a rule says so: the one that stands for each.
    private var same: [Int: Int] = [:]
    /// Of those that stand for others, as far as the model tells.
    private(set) var sharesNamespace: [DerivationSpace.Pair: Bool] = [:]

    init(_ tree: DerivationTree) {
        self.tree = tree
    }

    /// The derivation of a goal in the session's last model; nil where a class has too few members for it.
    mutating func decoded(_ root: Int, in session: borrowing Session) throws(SMTError) -> DerivationDraft? {
        try visit(root, in: session)
        try join(in: session)
        var numbers: [Int] = []
        for alternative in used {
            for endpoint in alternative.endpoints.map(representative) where !numbers.contains(endpoint) {
                numbers.append(endpoint)
            }
        }
        guard let sites = try sites(of: numbers, in: session) else { return nil }
        return try draft(numbers, sites, in: session)
    }

    /// Makes one of the endpoints that are one in the model, and notes which of them are in one namespace.
    private mutating func join(in session: borrowing Session) throws(SMTError) {
        let endpoints = Set(used.flatMap(\.endpoints))
        func areUsed(_ pair: DerivationSpace.Pair) -> Bool {
            endpoints.contains(pair.first) && endpoints.contains(pair.second)
        }
        for (pair, term) in space.sameEndpoints where areUsed(pair) {
            guard try session.value(of: term) else { continue }
            let (one, other) = (representative(pair.first), representative(pair.second))
            if one != other { same[max(one, other)] = min(one, other) }
        }
        for (pair, term) in space.sameNamespaces where areUsed(pair) {
            let own = DerivationSpace.Pair(representative(pair.first), representative(pair.second))
            sharesNamespace[own] = try session.value(of: term)
        }
    }

    /// The rules of the derivation that was decoded last, with the classes of their endpoints.
    func applied(in session: borrowing Session) throws(SMTError) -> [AppliedRule] {
        var result: [AppliedRule] = []
        for alternative in used {
            var classes: [Int] = []
            for endpoint in alternative.endpoints {
                // Exactly one class is true of each endpoint.
                classes.append(try session.values(of: space.endpoints[endpoint].sites).firstIndex(of: true)!)
            }
            result.append(AppliedRule(rule: alternative.rule, classes: classes))
        }
        return result
    }

    func representative(_ endpoint: Int) -> Int {
        var endpoint = endpoint
        while let other = same[endpoint] { endpoint = other }
        return endpoint
    }

    private mutating func visit(_ number: Int, in session: borrowing Session) throws(SMTError) {
        guard steps[number] == nil else { return }
        let goal = tree.goals[number]
        let alternatives = goal.alternatives ?? []
        // A goal that is true has a true alternative, and leaves were assumed to be false.
        let chosen = try session.values(of: alternatives.map(\.literal)).firstIndex(of: true)!
        let alternative = alternatives[chosen]
        for call in alternative.calls { try visit(call, in: session) }
        let head = workspace.program.rules[alternative.rule].head.arguments
        for (variable, argument) in zip(head, goal.arguments) {
            let (one, other) = (representative(alternative.endpoints[variable]), representative(argument))
            if one != other { same[max(one, other)] = min(one, other) }
        }
        // The calls' own steps come first.
        premises.append(alternative.calls.map { steps[$0]! })
        used.append(alternative)
        steps[number] = used.count - 1
    }

    // MARK: Places

    func isTrue(_ term: Term?, _ session: borrowing Session) throws(SMTError) -> Bool {
        guard let term else { return false }
        return try session.value(of: term)
    }

    /// A member of the class of each endpoint, in one namespace or in several as the model has it.
    private func sites(of numbers: [Int], in session: borrowing Session) throws(SMTError) -> [Site]? {
        var options: [[Site]] = []
        for number in numbers {
            // Exactly one class is true of each endpoint.
            let position = try session.values(of: space.endpoints[number].sites).firstIndex(of: true)!
            options.append(workspace.classes[position].group.members)
        }
        let apart = Set(
            used.flatMap(\.attempts).map { number in
                let attempt = space.attempts[number]
                return DerivationSpace.Pair(representative(attempt.source), representative(attempt.destination))
            }
                + space.sameEndpoints.keys.map {
                    DerivationSpace.Pair(representative($0.first), representative($0.second))
                })
        var chosen: [Site] = []
        var tried = 0
        func choose() -> Bool {
            guard chosen.count < numbers.count else { return true }
            for site in options[chosen.count] {
                tried += 1
                guard tried < 100_000 else { return false }
                let fits = chosen.indices.allSatisfy { earlier in
                    let pair = DerivationSpace.Pair(numbers[earlier], numbers[chosen.count])
                    if apart.contains(pair), chosen[earlier] == site, world.isSinglePod(site) { return false }
                    guard let isSame = sharesNamespace[pair] else { return true }
                    guard chosen[earlier].place.listed != nil || site.place.listed != nil else { return true }
                    return (chosen[earlier].place == site.place) == isSame
                }
                guard fits else { continue }
                chosen.append(site)
                if choose() { return true }
                chosen.removeLast()
            }
            return false
        }
        return choose() ? chosen : nil
    }

    // MARK: Endpoints

    private func draft(
        _ numbers: [Int], _ sites: [Site], in session: borrowing Session
    ) throws(SMTError) -> DerivationDraft {
        var names = FreshNames(world: world, domains: workspace.relevance.domains)
        let namespaces = try namespaces(numbers, sites, &names, in: session)
        var result = DerivationDraft(endpoints: [], behaviour: try behaviour(in: session), steps: [])
        var taken: [IPAddress] = []
        for (position, number) in numbers.enumerated() {
            let addresses = try addresses(of: number, at: sites[position], taken, in: session)
            taken += addresses
            guard let namespace = namespaces[position] else {
                let isNode = sites[position].place == .node
                result.endpoints.append(isNode ? .node(addresses) : .external(addresses[0]))
                continue
            }
            result.endpoints.append(
                .pod(try pod(number, at: sites[position], namespace, addresses, &names, in: session)))
        }
        for (alternative, premises) in zip(used, premises) {
            var step = DerivationDraft.Step(
                rule: alternative.rule, endpoints: alternative.endpoints.map { position(of: $0, in: numbers) },
                premises: premises, attempts: [])
            for attempt in alternative.attempts {
                step.attempts.append(try self.attempt(attempt, numbers, &result, in: session))
            }
            result.steps.append(step)
        }
        try addIsolation(numbers, to: &result, in: session)
        result.useOneFamily(of: world)
        return result
    }

    func position(of endpoint: Int, in numbers: [Int]) -> Int {
        // Every endpoint of a used rule is among the numbers.
        numbers.firstIndex(of: representative(endpoint))!
    }
}
