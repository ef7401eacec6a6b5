import Evaluation
import NetworkModel
import PolicyModel
import SMT

/// Makes a concrete derivation out of a model: a rule for each goal that is used, a member of its class for each
/// endpoint, and the rest as for a witness of two ends.
struct DerivationDecoding {
    let tree: DerivationTree
    private var space: DerivationSpace { tree.space }
    private var workspace: DerivationWorkspace { tree.space.workspace }
    private var world: World { workspace.world }
    /// The steps that derive a goal, by its number.
    private var steps: [Int: Int] = [:]
    private var used: [DerivationTree.Alternative] = []
    private var premises: [[Int]] = []
    /// Endpoints that are one because a rule says so: the one that stands for each.
    private var same: [Int: Int] = [:]

    init(_ tree: DerivationTree) {
        self.tree = tree
    }

    /// The derivation of a goal in the session's last model; nil where a class has too few members for it.
    mutating func decoded(_ root: Int, in session: borrowing Session) throws(SMTError) -> DerivationDraft? {
        try visit(root, in: session)
        var numbers: [Int] = []
        for alternative in used {
            for endpoint in alternative.endpoints.map(representative) where !numbers.contains(endpoint) {
                numbers.append(endpoint)
            }
        }
        guard let sites = try sites(of: numbers, in: session) else { return nil }
        return try draft(numbers, sites, in: session)
    }

    private func representative(_ endpoint: Int) -> Int {
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

    private func isTrue(_ term: Term?, _ session: borrowing Session) throws(SMTError) -> Bool {
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
        var relations: [DerivationSpace.Pair: Bool] = [:]
        for (pair, term) in space.sameNamespaces { relations[pair] = try session.value(of: term) }
        let attempts = Set(
            used.flatMap(\.attempts).map { number in
                let attempt = space.attempts[number]
                return DerivationSpace.Pair(representative(attempt.source), representative(attempt.destination))
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
                    if attempts.contains(pair), chosen[earlier] == site, world.isSinglePod(site) { return false }
                    guard let isSame = relations[pair] else { return true }
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
            let addresses = try addresses(of: number, isPod: sites[position].isPod, taken, in: session)
            taken += addresses
            guard let namespace = namespaces[position] else {
                result.endpoints.append(.external(addresses[0]))
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

    private func position(of endpoint: Int, in numbers: [Int]) -> Int {
        // Every endpoint of a used rule is among the numbers.
        numbers.firstIndex(of: representative(endpoint))!
    }

    /// The namespace of each endpoint; nil for what is outside.
    private func namespaces(
        _ numbers: [Int], _ sites: [Site], _ names: inout FreshNames, in session: borrowing Session
    ) throws(SMTError) -> [PodNamespace?] {
        var result: [PodNamespace?] = []
        var done: [Int: PodNamespace] = [:]
        for position in numbers.indices {
            guard sites[position].isPod else {
                result.append(nil)
                continue
            }
            let members = try members(ofNamespaceAt: position, numbers, sites, in: session)
            // A namespace has itself as a member.
            let first = members.first!
            if done[first] == nil {
                done[first] = try namespace(
                    members.map { numbers[$0] }, at: sites[first], &names, in: session)
            }
            result.append(done[first])
        }
        return result
    }

    /// The positions of the endpoints in the namespace of one of them, ascending.
    private func members(
        ofNamespaceAt position: Int, _ numbers: [Int], _ sites: [Site], in session: borrowing Session
    ) throws(SMTError) -> [Int] {
        var members: Set<Int> = [position]
        var open = [position]
        while let next = open.popLast() {
            for other in numbers.indices where !members.contains(other) && sites[other].isPod {
                let isShared: Bool
                if let place = sites[next].place.listed {
                    isShared = sites[other].place.listed == place
                } else {
                    let pair = DerivationSpace.Pair(numbers[next], numbers[other])
                    isShared =
                        sites[other].place.listed == nil ? try isTrue(space.sameNamespaces[pair], session) : false
                }
                guard isShared else { continue }
                members.insert(other)
                open.append(other)
            }
        }
        return members.sorted()
    }

    private func namespace(
        _ members: [Int], at site: Site, _ names: inout FreshNames, in session: borrowing Session
    ) throws(SMTError) -> PodNamespace {
        var labels: [String: String] = [:]
        var name: String?
        let listed = site.place.listed.map { world.cluster.namespaces[$0] }
        if let listed { (labels, name) = (listed.labels, listed.name) }
        var seen: Set<String> = []
        for (variable, state) in try members.flatMapStates({ number throws(SMTError) in
            try states(number, .namespace, in: session)
        }) where seen.insert(variable.key).inserted {
            if variable.key == namespaceNameLabel {
                if listed == nil, case .value(let value) = state { name = value }
                continue
            }
            if let listed, case .fixed = world.state(of: variable.key, in: listed) { continue }
            // A value that nobody mentions may be the one that the namespace has already.
            let current = listed?.labels[variable.key]
            if case .fresh = state, let current,
                !workspace.relevance.domain(of: variable).mentioned.contains(current)
            {
                continue
            }
            labels[variable.key] = names.value(state, of: variable)
        }
        if listed == nil { addRequired(world.universe.namespaces.labels, to: &labels, names) }
        return PodNamespace(name: name ?? names.namespace(), isListed: listed != nil, labels: labels)
    }

    private func addRequired(
        _ rules: [Universe.LabelRule], to labels: inout [String: String], _ names: FreshNames
    ) {
        for rule in rules where rule.isRequired && labels[rule.key] == nil {
            labels[rule.key] = rule.values?.first ?? names.anyValue
        }
    }

    private func states(
        _ number: Int, _ space: LabelSpace, in session: borrowing Session
    ) throws(SMTError) -> [(LabelVariable, LabelTerms.State)] {
        let endpoint = self.space.endpoints[number]
        let position = try session.values(of: endpoint.sites).firstIndex(of: true) ?? 0
        let unasked = workspace.classes[position].group.unasked
        var result: [(LabelVariable, LabelTerms.State)] = []
        for (variable, terms) in endpoint.labels where variable.space == space && !unasked.contains(variable) {
            result.append((variable, try terms.state(in: session)))
        }
        return result.sorted { $0.0 < $1.0 }
    }

    private func pod(
        _ number: Int, at site: Site, _ namespace: PodNamespace, _ addresses: [IPAddress],
        _ names: inout FreshNames, in session: borrowing Session
    ) throws(SMTError) -> Pod {
        let workload = site.workload.map { world.cluster.workloads[$0] }
        var labels = workload?.podLabels ?? [:]
        for (variable, state) in try states(number, .pod, in: session) {
            guard workload?.leavesOpen(variable.key) ?? true else { continue }
            labels[variable.key] = names.value(state, of: variable)
        }
        if workload == nil { addRequired(world.universe.pods.labels, to: &labels, names) }
        return Pod(
            namespace: namespace, labels: labels, namedPorts: workload?.namedPorts ?? [], addresses: addresses,
            workload: workload?.identity)
    }

    /// An address of each family that the endpoint may have.
    private func addresses(
        of number: Int, isPod: Bool, _ taken: [IPAddress], in session: borrowing Session
    ) throws(SMTError) -> [IPAddress] {
        let allowed = isPod ? world.podAddresses : world.externalAddresses
        let endpoint = space.endpoints[number]
        var families = IPAddress.Family.allCases
        if !isPod, space.asksForAddresses {
            families = [try session.value(of: endpoint.isV4) ? .v4 : .v6]
        }
        var result: [IPAddress] = []
        for family in families {
            var set = allowed[family]
            if space.asksForAddresses {
                set = set.intersection(
                    IntervalSet([try endpoint.addresses[Int(family.rawValue)].stretch(in: session)]))
            }
            let addresses = family == .v4 ? AddressSet(v4: set, v6: .empty) : AddressSet(v4: .empty, v6: set)
            guard !addresses.isEmpty else { continue }
            result.append(PlainAddresses.plainest(in: addresses, isPod: isPod, apartFrom: taken))
        }
        return result.isEmpty ? [PlainAddresses.plainest(in: allowed, isPod: isPod, apartFrom: taken)] : result
    }

    // MARK: Attempts

    private func attempt(
        _ number: Int, _ numbers: [Int], _ draft: inout DerivationDraft, in session: borrowing Session
    ) throws(SMTError) -> DerivationDraft.Attempt {
        let terms = space.attempts[number]
        let index = try session.values(of: terms.transports).firstIndex(of: true) ?? 0
        let stretch = try terms.port.stretch(in: session)
        let port = PlainPorts.plainest(in: UInt16(stretch.lowerBound)...UInt16(stretch.upperBound))
        let (source, destination) = (
            position(of: terms.source, in: numbers), position(of: terms.destination, in: numbers)
        )
        var attempt = DerivationDraft.Attempt(
            source: source, destination: destination, transport: TransportProtocol.allCases[index], port: port,
            family: try isTrue(terms.isV4, session) ? .v4 : .v6, owners: [:])
        var declared: [NamedPort] = []
        for (atom, term) in terms.own where try session.value(of: term) {
            switch atom {
            case .namedPort(_, let name, let transport):
                declared.append(NamedPort(name: name, transport: transport, port: port))
            case .ownerAllows(let role, _): attempt.owners[role] = .allowAll
            case .ownerDenies(let role, _): attempt.owners[role] = attempt.owners[role] ?? .denyAll
            default: break
            }
        }
        draft.updatePod(destination) { pod in
            if pod.workload == nil { pod.namedPorts = Set(pod.namedPorts + declared).sorted() }
        }
        return attempt
    }

    private func addIsolation(
        _ numbers: [Int], to draft: inout DerivationDraft, in session: borrowing Session
    ) throws(SMTError) {
        for (position, number) in numbers.enumerated() {
            for direction in Direction.allCases {
                guard let term = space.endpoints[number].ownerIsolates[direction] else { continue }
                guard try session.value(of: term) else { continue }
                draft.isolatedByOwners.insert(.init(endpoint: position, direction: direction))
            }
        }
    }

    private func behaviour(in session: borrowing Session) throws(SMTError) -> Behaviour {
        let blocks: Bool =
            switch world.universe.network.ipBlockMatchesPods {
            case .always: true
            case .never: false
            case .unknown: try isTrue(space.choices[.ipBlockMatchesPods], session)
            }
        return Behaviour(
            ipBlockMatchesPods: blocks,
            initContainerPortsCount: try isTrue(space.choices[.initContainerPortsCount], session))
    }
}

extension DerivationDraft {
    /// Where nothing depends on addresses, each attempt uses a family of which both its ends have one.
    fileprivate mutating func useOneFamily(of world: World) {
        for step in steps.indices {
            for position in steps[step].attempts.indices {
                let attempt = steps[step].attempts[position]
                let families = [attempt.source, attempt.destination].map { endpoints[$0].families }
                guard !families.allSatisfy({ $0.contains(attempt.family) }) else { continue }
                let common = families[0].filter(families[1].contains)
                if let family = common.first { steps[step].attempts[position].family = family }
            }
        }
        // Of the families that no attempt uses nothing is said.
        for position in endpoints.indices {
            let attempts = steps.flatMap(\.attempts).filter { $0.source == position || $0.destination == position }
            let used = Set(attempts.map(\.family))
            guard !used.isEmpty else { continue }
            updatePod(position) { pod in pod.addresses = pod.addresses?.filter { used.contains($0.family) } }
        }
    }
}

extension Endpoint {
    fileprivate var families: [IPAddress.Family] {
        switch self {
        case .external(let address): [address.family]
        case .pod(let pod): (pod.addresses ?? []).map(\.family)
        }
    }
}

extension [Int] {
    /// What a closure makes of each, in one list.
    fileprivate func flatMapStates<State>(
        _ transform: (Int) throws(SMTError) -> [State]
    ) throws(SMTError) -> [State] {
        var result: [State] = []
        for element in self { result += try transform(element) }
        return result
    }
}

extension PlainAddresses {
    /// As for a pair, apart from all addresses that are taken.
    static func plainest(in set: AddressSet, isPod: Bool, apartFrom taken: [IPAddress]) -> IPAddress {
        let rest = set.subtracting(AddressSet(taken.map { CIDRBlock($0, prefixLength: $0.family.bits) }))
        let role: EndpointRole = taken.count % 2 == 0 ? .source : .destination
        return plainest(in: rest.isEmpty ? set : rest, isPod: isPod, role, apartFrom: nil)
    }
}
