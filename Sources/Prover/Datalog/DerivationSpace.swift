import NetworkModel
import PolicyModel
import SMT

/// The endpoints and attempted connections of a derivation in the solver.
///
/// All endpoints share the classes and the label domains of one workspace, so that a state of one endpoint can be asked
/// of another. What is asserted of an endpoint or an attempt as such can be met whatever becomes of the others, so that
/// those that a derivation does not use take nothing from it.
struct DerivationSpace {
    let workspace: DerivationWorkspace
    private(set) var endpoints: [EndpointTerms] = []
    private(set) var attempts: [AttemptTerms] = []
    /// Unspecified behaviour of the whole cluster.
    private(set) var choices: [Choice: Term] = [:]
    private(set) var sameNamespaces: [Pair: Term] = [:]
    private var sameLabels: [SameLabel: Term] = [:]
    private let portRanges: [ClosedRange<UInt128>]
    private let addressRanges: [IPAddress.Family: [ClosedRange<UInt128>]]
    /// Whether anything depends on addresses.
    let asksForAddresses: Bool
    private let comparesNamespaces: Bool

    /// Two endpoints, the lower number first.
    struct Pair: Hashable {
        var first: Int
        var second: Int

        init(_ one: Int, _ other: Int) { (first, second) = (min(one, other), max(one, other)) }
    }

    private struct SameLabel: Hashable {
        var pair: Pair
        var space: LabelSpace
        var key: String
    }

    init(_ workspace: DerivationWorkspace) {
        self.workspace = workspace
        var ports: [ClosedRange<UInt128>] = []
        var addresses: [IPAddress.Family: [ClosedRange<UInt128>]] = [:]
        var (hasAddresses, comparesNamespaces) = (false, false)
        func add(_ set: AddressSet) {
            for family in IPAddress.Family.allCases { addresses[family, default: []] += set[family].ranges }
        }
        var collector = AtomCollector()
        collector.visit(workspace.classes.flatMap(\.declarations) + workspace.namedPortFacts, in: workspace.table)
        for atom in workspace.atoms + collector.atoms {
            switch atom {
            case .target(let set):
                for transport in TransportProtocol.allCases { ports += set[transport].ranges.map(\.widened) }
            case .address(_, let set):
                hasAddresses = true
                add(set)
            case .sameNamespace: comparesNamespaces = true
            default: break
            }
        }
        for set in [workspace.world.podAddresses, workspace.world.externalAddresses] { add(set) }
        (portRanges, addressRanges) = (ports, addresses)
        asksForAddresses = hasAddresses || !workspace.world.hasAddressesForAll
        self.comparesNamespaces = comparesNamespaces
    }

    /// One endpoint.
    struct EndpointTerms {
        /// In the order of the classes: exactly one is true.
        var sites: [Term]
        var isPod: Term
        /// By variables of the role `source`.
        var labels: [LabelVariable: LabelTerms]
        /// Its address of either family, by the family's number; empty where nothing depends on addresses.
        var addresses: [OrderedValues] = []
        /// The family of an external endpoint's address.
        var isV4: Term
        fileprivate var memberships: [Membership: Term] = [:]
        fileprivate var isolated: [Direction: Term] = [:]
        fileprivate(set) var ownerIsolates: [Direction: Term] = [:]
    }

    fileprivate struct Membership: Hashable {
        var variable: LabelVariable
        var set: LabelSet
    }

    /// One connection that is attempted.
    struct AttemptTerms {
        var source: Int
        var destination: Int
        /// Whether the derivation uses it: what makes it a connection holds then.
        var isMade: Term
        var transports: [Term]
        var port: OrderedValues
        var isV4: Term
        /// Atoms of this connection alone: ties, owners' policies and named ports.
        var own: [Atom: Term] = [:]
        fileprivate var memo: [Formula: Term] = [:]
        fileprivate var passes: [Direction: Term] = [:]
    }

    /// Which endpoints stand in the roles of a formula, and which connection it is about.
    struct View {
        /// By the roles' numbers.
        var endpoints: [Int]
        var attempt: Int?
        /// By endpoint: which family's address counts, where that is not the endpoint's own.
        var families: [Int: Term] = [:]
        /// What is true where the formulas count.
        var isUsed: Term?
        fileprivate var memo: [Formula: Term] = [:]

        init(_ endpoints: [Int], attempt: Int? = nil, families: [Int: Term] = [:], isUsed: Term? = nil) {
            self.endpoints = endpoints
            self.attempt = attempt
            self.families = families
            self.isUsed = isUsed
        }
    }

    // MARK: Endpoints

    /// A new endpoint, which may be anywhere.
    mutating func endpoint(in session: inout Session) throws(SMTError) -> Int {
        var sites: [Term] = []
        for _ in workspace.classes { sites.append(try session.boolean()) }
        try session.assert(try session.or(sites))
        try session.assert(try session.atMostOne(sites))
        let pods = zip(workspace.classes, sites).filter { $0.0.isPod }.map(\.1)
        let isPod = try session.or(pods)
        var labels: [LabelVariable: LabelTerms] = [:]
        for variable in workspace.relevance.variables(of: .source) {
            labels[variable] = try LabelTerms(workspace.relevance.domain(of: variable), in: &session)
        }
        var terms = EndpointTerms(sites: sites, isPod: isPod, labels: labels, isV4: try session.boolean())
        if asksForAddresses {
            for family in IPAddress.Family.allCases {
                terms.addresses.append(
                    try OrderedValues(
                        cuttingAt: addressRanges[family] ?? [], within: 0...family.maximum, in: &session))
            }
        }
        endpoints.append(terms)
        let number = endpoints.count - 1
        var view = View([number])
        for fact in workspace.classes.flatMap(\.facts) {
            try session.assert(try term(for: fact, in: &view, &session))
        }
        if workspace.hasRigidLabels {
            for other in 0..<number { _ = try sameNamespace(other, number, in: &session) }
        }
        return number
    }

    /// The endpoint is of a sort.
    mutating func isOf(_ sort: EndpointSort, _ endpoint: Int, in session: inout Session) -> Term {
        switch sort {
        case .pod: endpoints[endpoint].isPod
        case .external: session.not(endpoints[endpoint].isPod)
        case .endpoint: session.literal(true)
        }
    }

    /// The endpoint is at a place of one of these kinds.
    func isAt(_ kinds: Set<Candidates.PlaceKind>, _ endpoint: Int, in session: inout Session) throws(SMTError) -> Term {
        let sites = zip(workspace.classes, endpoints[endpoint].sites).filter { kinds.contains($0.0.kind) }.map(\.1)
        return try session.or(sites)
    }

    /// Both are one and the same endpoint, as far as anything can tell.
    mutating func areSame(_ one: Int, _ other: Int, in session: inout Session) throws(SMTError) -> Term {
        let (left, right) = (endpoints[one], endpoints[other])
        var parts: [Term] = []
        for (site, twin) in zip(left.sites, right.sites) { parts.append(try session.iff(site, twin)) }
        for variable in left.labels.keys.sorted() {
            // All endpoints have the same labels.
            let (label, twin) = (left.labels[variable]!, right.labels[variable]!)
            parts.append(try session.iff(label.absent, twin.absent))
            for (value, same) in zip(label.mentioned + label.fresh, twin.mentioned + twin.fresh) {
                parts.append(try session.iff(value, same))
            }
        }
        for (values, twins) in zip(left.addresses, right.addresses) {
            for (cut, twin) in zip(values.below, twins.below) { parts.append(try session.iff(cut, twin)) }
        }
        parts.append(try session.iff(left.isV4, right.isV4))
        let same = try sameNamespace(one, other, in: &session)
        parts.append(try session.implies(left.isPod, same))
        return try session.and(parts)
    }

    // MARK: Pairs

    /// Both are pods of one namespace.
    mutating func sameNamespace(_ one: Int, _ other: Int, in session: inout Session) throws(SMTError) -> Term {
        guard one != other else { return endpoints[one].isPod }
        let pair = Pair(one, other)
        if let known = sameNamespaces[pair] { return known }
        let same = try session.boolean()
        sameNamespaces[pair] = same
        var view = View([pair.first, pair.second])
        for fact in workspace.pairFacts.ofAny { try session.assert(try term(for: fact, in: &view, &session)) }
        try relate(pair, same, in: &session)
        return same
    }

    /// To be in one namespace is transitive.
    private func relate(_ pair: Pair, _ same: Term, in session: inout Session) throws(SMTError) {
        for third in endpoints.indices where third != pair.first && third != pair.second {
            guard let left = sameNamespaces[Pair(pair.first, third)],
                let right = sameNamespaces[Pair(pair.second, third)]
            else { continue }
            for (one, two, three) in [(same, left, right), (same, right, left), (left, right, same)] {
                try session.assert(try session.or([session.not(one), session.not(two), three]))
            }
        }
    }

    private mutating func sameLabel(
        _ space: LabelSpace, _ key: String, _ one: Int, _ other: Int, in session: inout Session
    ) throws(SMTError) -> Term {
        let variable = LabelVariable(role: .source, space: space, key: key)
        let ends = [endpoints[one], endpoints[other]]
        // Every label that conditions compare is one of each endpoint's.
        let labels = ends.map { $0.labels[variable]! }
        guard one != other else { return try session.and([ends[0].isPod, session.not(labels[0].absent)]) }
        let index = SameLabel(pair: Pair(one, other), space: space, key: key)
        if let known = sameLabels[index] { return known }
        let equal = try labels[0].equals(labels[1], in: &session)
        let same = try session.and([ends[0].isPod, ends[1].isPod, equal])
        sameLabels[index] = same
        return same
    }

    // MARK: Attempts

    /// A new attempt from one endpoint to another.
    mutating func attempt(
        from source: Int, to destination: Int, in session: inout Session
    ) throws(SMTError) -> Int {
        var transports: [Term] = []
        for _ in TransportProtocol.allCases { transports.append(try session.boolean()) }
        try session.assert(try session.or(transports))
        try session.assert(try session.atMostOne(transports))
        let port = try OrderedValues(cuttingAt: portRanges, within: PortSet.validPorts.widened, in: &session)
        attempts.append(
            AttemptTerms(
                source: source, destination: destination, isMade: try session.boolean(), transports: transports,
                port: port, isV4: try session.boolean()))
        let number = attempts.count - 1
        try assertFacts(of: number, in: &session)
        return number
    }

    private mutating func assertFacts(of number: Int, in session: inout Session) throws(SMTError) {
        let attempt = attempts[number]
        let notMade = session.not(attempt.isMade)
        guard attempt.source != attempt.destination else {
            try session.assert(notMade)
            return
        }
        let ends = [attempt.source, attempt.destination]
        let pods = ends.map { endpoints[$0].isPod }
        try session.assert(try session.or([notMade] + pods))
        if comparesNamespaces || !workspace.pairFacts.ofDifferent.isEmpty {
            _ = try sameNamespace(ends[0], ends[1], in: &session)
        }
        for fact in workspace.classes.flatMap(\.declarations) + workspace.namedPortFacts {
            try session.assert(try term(for: fact, ofAttempt: number, &session))
        }
        for fact in workspace.pairFacts.ofDifferent {
            try session.assert(try session.or([notMade, try term(for: fact, ofAttempt: number, &session)]))
        }
        guard asksForAddresses else { return }
        for end in ends {
            let facts = try addressFacts(of: end, isV4: attempt.isV4, in: &session)
            for fact in facts { try session.assert(try session.or([notMade, fact])) }
            // What is outside has one address.
            let isOwn = try session.iff(attempt.isV4, endpoints[end].isV4)
            try session.assert(try session.or([notMade, endpoints[end].isPod, isOwn]))
        }
        try separateAddresses(of: attempt, in: &session)
    }

    /// Where the address of an endpoint can be.
    private mutating func addressFacts(
        of endpoint: Int, isV4: Term, in session: inout Session
    ) throws(SMTError) -> [Term] {
        let world = workspace.world
        let pod = try address(endpoint, in: world.podAddresses, isV4: isV4, &session)
        let external = try address(endpoint, in: world.externalAddresses, isV4: isV4, &session)
        let isPod = endpoints[endpoint].isPod
        return [try session.implies(isPod, pod), try session.or([isPod, external])]
    }

    /// Two different endpoints never have one address.
    private func separateAddresses(of attempt: AttemptTerms, in session: inout Session) throws(SMTError) {
        let notMade = session.not(attempt.isMade)
        for family in IPAddress.Family.allCases {
            let isOther = family == .v4 ? session.not(attempt.isV4) : attempt.isV4
            let ends = [attempt.source, attempt.destination].map { endpoints[$0].addresses[Int(family.rawValue)] }
            let singletons = [try ends[0].singletons(in: &session), try ends[1].singletons(in: &session)]
            for (left, right) in zip(singletons[0], singletons[1]) {
                try session.assert(
                    try session.or([notMade, isOther, session.not(left.term), session.not(right.term)]))
            }
        }
    }

    /// The policies that a gate asks let the attempt pass.
    mutating func passes(
        _ number: Int, _ gate: DatalogProgram.Gate, in session: inout Session
    ) throws(SMTError) -> Term {
        var parts: [Term] = []
        for direction in gate.directions { parts.append(try passes(number, direction, in: &session)) }
        return try session.and(parts)
    }

    private mutating func passes(
        _ number: Int, _ direction: Direction, in session: inout Session
    ) throws(SMTError) -> Term {
        if let known = attempts[number].passes[direction] { return known }
        let end = direction == .egress ? attempts[number].source : attempts[number].destination
        var options: [Term] = []
        for (position, item) in workspace.classes.enumerated() {
            // Every class says something of both directions.
            let verdict = item.passes[direction]!
            guard verdict != .never else { continue }
            let passes = try term(for: verdict, ofAttempt: number, &session)
            options.append(try session.and([endpoints[end].sites[position], passes]))
        }
        let result = try session.or(options)
        attempts[number].passes[direction] = result
        return result
    }

    // MARK: Formulas

    /// What a formula says of the endpoints of a view.
    mutating func term(
        for formula: Formula, in view: inout View, _ session: inout Session
    ) throws(SMTError) -> Term {
        if let known = view.memo[formula] { return known }
        let term: Term
        switch workspace.table[formula] {
        case .constant(let value): term = session.literal(value)
        case .atom(let atom): term = try self.term(for: atom, in: &view, &session)
        case .not(let inner): term = session.not(try self.term(for: inner, in: &view, &session))
        case .all(let parts): term = try session.and(try terms(for: parts, in: &view, &session))
        case .any(let parts): term = try session.or(try terms(for: parts, in: &view, &session))
        }
        view.memo[formula] = term
        return term
    }

    private mutating func terms(
        for formulas: [Formula], in view: inout View, _ session: inout Session
    ) throws(SMTError) -> [Term] {
        var result: [Term] = []
        result.reserveCapacity(formulas.count)
        for formula in formulas { result.append(try term(for: formula, in: &view, &session)) }
        return result
    }

    /// What a formula about the ends of a connection says of an attempt.
    mutating func term(
        for formula: Formula, ofAttempt number: Int, _ session: inout Session
    ) throws(SMTError) -> Term {
        let attempt = attempts[number]
        if let known = attempt.memo[formula] { return known }
        let ends = [attempt.source, attempt.destination]
        var view = View(ends, attempt: number)
        for end in ends { view.families[end] = attempt.isV4 }
        // The memo is the attempt's, and moves with the view so that it is not copied.
        swap(&view.memo, &attempts[number].memo)
        let result = try term(for: formula, in: &view, &session)
        swap(&view.memo, &attempts[number].memo)
        return result
    }

    private mutating func term(
        for atom: Atom, in view: inout View, _ session: inout Session
    ) throws(SMTError) -> Term {
        func end(_ role: EndpointRole) -> Int { view.endpoints[Int(role.index)] }
        switch atom {
        case .isPod(let role): return endpoints[end(role)].isPod
        case .site(let role, let number): return endpoints[end(role)].sites[number]
        case .label(let variable, let set):
            return try label(variable, of: end(variable.role), in: set, &session)
        case .workload(let role, let identity):
            let sites = zip(workspace.classes, endpoints[end(role)].sites)
            return try session.or(sites.filter { $0.0.workload == identity }.map(\.1))
        case .sameNamespace(let first, let second):
            return try sameNamespace(end(first), end(second), in: &session)
        case .sameLabel(let space, let key, let first, let second):
            return try sameLabel(space, key, end(first), end(second), in: &session)
        case .isolated(let role, let direction): return try isIsolated(end(role), direction, in: &session)
        case .address(let role, let set):
            let isV4 = try family(of: end(role), in: &view, &session)
            return try address(end(role), in: set, isV4: isV4, &session)
        case .choice(let choice):
            if case .tie = choice { return try own(atom, view, in: &session) }
            return try global(choice, in: &session)
        case .target(let set):
            // Only formulas about connections ask for targets, and their views have an attempt.
            return try target(set, of: attempts[view.attempt!], in: &session)
        case .namedPort, .ownerAllows, .ownerDenies, .premise: return try own(atom, view, in: &session)
        }
    }

    private mutating func label(
        _ variable: LabelVariable, of endpoint: Int, in set: LabelSet, _ session: inout Session
    ) throws(SMTError) -> Term {
        let own = LabelVariable(role: .source, space: variable.space, key: variable.key)
        let membership = Membership(variable: own, set: set)
        if let known = endpoints[endpoint].memberships[membership] { return known }
        // Every label that any formula asks for is one of each endpoint's.
        let term = try endpoints[endpoint].labels[own]!.isIn(set, in: &session)
        endpoints[endpoint].memberships[membership] = term
        return term
    }

    mutating func global(_ choice: Choice, in session: inout Session) throws(SMTError) -> Term {
        if let known = choices[choice] { return known }
        let term = try session.boolean()
        choices[choice] = term
        return term
    }

    /// An atom of one connection alone.
    private mutating func own(_ atom: Atom, _ view: View, in session: inout Session) throws(SMTError) -> Term {
        // Only formulas about connections have such atoms, and their views have an attempt.
        let number = view.attempt!
        if let known = attempts[number].own[atom] { return known }
        let term = try session.boolean()
        attempts[number].own[atom] = term
        let owner: (role: EndpointRole, direction: Direction)?
        switch atom {
        case .ownerAllows(let role, _), .ownerDenies(let role, _): owner = (role, role.direction)
        default: owner = nil
        }
        guard let owner, workspace.classes.contains(where: { $0.ownerDecides[owner.direction] != nil }) else {
            return term
        }
        // A policy that allows or denies isolates the pod that it selects.
        let end = view.endpoints[Int(owner.role.index)]
        let isolates = try ownerIsolates(end, owner.direction, in: &session)
        try session.assert(try session.implies(term, isolates))
        return term
    }

    // MARK: Isolation

    private mutating func isIsolated(
        _ endpoint: Int, _ direction: Direction, in session: inout Session
    ) throws(SMTError) -> Term {
        if let known = endpoints[endpoint].isolated[direction] { return known }
        guard !workspace.isOpen else {
            let anything = try session.boolean()
            endpoints[endpoint].isolated[direction] = anything
            return anything
        }
        // Policies are in formulas about the role that they select, whichever endpoint stands in it.
        var view = View([endpoint, endpoint])
        let byOwner = try ownerIsolates(endpoint, direction, in: &session)
        var options: [Term] = []
        for (position, item) in workspace.classes.enumerated() where item.isPod {
            // Where isolation is asked for, every class of pods tells of it.
            let decides = try term(for: item.ownerDecides[direction]!, in: &view, &session)
            let isOpen = try term(for: item.isLeftOpen[direction]!, in: &view, &session)
            let unknown = try session.and([decides, byOwner])
            let known = try session.and([session.not(decides), session.not(isOpen)])
            options.append(
                try session.and([endpoints[endpoint].sites[position], try session.or([unknown, known])]))
        }
        let result = try session.or(options)
        endpoints[endpoint].isolated[direction] = result
        return result
    }

    private mutating func ownerIsolates(
        _ endpoint: Int, _ direction: Direction, in session: inout Session
    ) throws(SMTError) -> Term {
        if let known = endpoints[endpoint].ownerIsolates[direction] { return known }
        let term = try session.boolean()
        endpoints[endpoint].ownerIsolates[direction] = term
        return term
    }

    // MARK: Targets and addresses

    private func target(
        _ set: PortSet, of attempt: AttemptTerms, in session: inout Session
    ) throws(SMTError) -> Term {
        var options: [Term] = []
        for transport in TransportProtocol.allCases where !set[transport].isEmpty {
            var ranges: [Term] = []
            for range in set[transport].ranges {
                ranges.append(try attempt.port.contains(range.widened, in: &session))
            }
            options.append(try session.and([attempt.transports[Int(transport.rawValue)], try session.or(ranges)]))
        }
        return try session.or(options)
    }

    /// Which family's address of an endpoint counts in a view: that of its one connection, or whichever fits.
    private mutating func family(
        of endpoint: Int, in view: inout View, _ session: inout Session
    ) throws(SMTError) -> Term {
        if let known = view.families[endpoint] { return known }
        let isV4 = try session.boolean()
        view.families[endpoint] = isV4
        let isOwn = try session.iff(isV4, endpoints[endpoint].isV4)
        try session.assert(try session.or([endpoints[endpoint].isPod, isOwn]))
        let isUnused = session.not(view.isUsed ?? session.literal(true))
        for fact in try addressFacts(of: endpoint, isV4: isV4, in: &session) {
            try session.assert(try session.or([isUnused, fact]))
        }
        return isV4
    }

    private mutating func address(
        _ endpoint: Int, in set: AddressSet, isV4: Term, _ session: inout Session
    ) throws(SMTError) -> Term {
        var options: [Term] = []
        for family in IPAddress.Family.allCases where !set[family].isEmpty {
            var ranges: [Term] = []
            for range in set[family].ranges {
                ranges.append(
                    try endpoints[endpoint].addresses[Int(family.rawValue)].contains(range, in: &session))
            }
            let isFamily = family == .v4 ? isV4 : session.not(isV4)
            options.append(try session.and([isFamily, try session.or(ranges)]))
        }
        return try session.or(options)
    }
}
