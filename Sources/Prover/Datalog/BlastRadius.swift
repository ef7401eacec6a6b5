import Diagnostics
public import NetworkModel
public import PolicyModel
import SMT

/// What can be reached from some pods along connections, whatever labels pods and namespaces may carry.
public struct BlastRadius: Hashable, Sendable {
    /// Places that policies cannot tell apart.
    public enum Place: Hashable, Sendable {
        /// Listed namespaces by name; sorted, not empty.
        case namespaces([String])
        /// Listed workloads, which other pods could not be like; sorted, not empty.
        case workloads([WorkloadIdentity])
        case futureNamespaces
        case external
    }

    /// A place with the shortest chain that leads to it.
    public struct Reached: Hashable, Sendable {
        public var place: Place
        /// 0: it starts there.
        public var hops: Int
        /// Its last step derives that an endpoint of the place is reached.
        public var derivation: Derivation
    }

    /// What the derivations are made of: `reached` holds of where it starts, and of what a pod that it holds of connects
    /// to.
    public var program: DatalogProgram
    /// By hops; those nearest first.
    public var reached: [Reached] = []
    /// Places proved to be out of reach, within the hops that were asked for.
    public var unreached: [Place] = []
    /// Places of which that is not known, and why.
    public var undecided: [Place] = []
    public var reason: String?
}

extension Prover {
    /// What can be reached from pods that match a predicate.
    ///
    /// - Parameters:
    ///   - ports: along which connections; nil for those to any port.
    ///   - hops: at most so many; nil for any number.
    public func blastRadius(
        from start: EndpointPredicate, ports: [PortEntry]? = nil, hops: Int? = nil
    ) throws -> BlastRadius {
        try onSolverThread {
            var solvers = try Solvers(options)
            solvers.deadline = options.timeoutMilliseconds.map { .now + .milliseconds(Int($0)) }
            var search = BlastRadiusSearch(
                from: start, ports: ports, hops: hops, world: world)
            return try search.radius(with: &solvers)
        }
    }
}

/// Looks for the places that can be reached, the nearest first; and for an invariant that keeps the others out.
struct BlastRadiusSearch {
    private let hops: Int?
    private let world: World
    private let start: EndpointPredicate
    private let ports: [PortEntry]?
    private let claim: DerivedClaim
    private let workspace: DerivationWorkspace
    private var radius: BlastRadius
    /// Numbers of classes that were not reached so far.
    private var open: [Int]

    init(from start: EndpointPredicate, ports: [PortEntry]?, hops: Int?, world: World) {
        (self.start, self.ports, self.hops, self.world) = (start, ports, hops, world)
        let program = Self.program(from: start, ports: ports)
        claim = DerivedClaim(program: program, violation: 0, protected: [])
        workspace = DerivationWorkspace(program, in: world, isOpen: false, comparedValues: 1)
        radius = BlastRadius(program: program)
        open = Array(workspace.classes.indices)
    }

    private static let place = SourceLocation(file: "blast-radius")

    /// Pods that match are reached; so is what a reached pod connects to.
    private static func program(from start: EndpointPredicate, ports: [PortEntry]?) -> DatalogProgram {
        let reached = { (variable: Int) in DatalogProgram.Call(relation: 0, arguments: [variable]) }
        func literal(_ part: DatalogProgram.Part, _ text: String) -> DatalogProgram.Literal {
            .init(part, text: text, location: place)
        }
        let first = DatalogProgram.Rule(
            head: reached(0), variables: [.init(name: "P", sort: .pod)],
            body: [literal(.condition(.endpoint(0, start)), "P in FROM")], text: "reached(P) :- P in FROM.",
            location: place)
        let next = DatalogProgram.Rule(
            head: reached(1), variables: [.init(name: "P", sort: .pod), .init(name: "Q", sort: .endpoint)],
            attempts: [.init(source: 0, destination: 1, ports: ports)],
            body: [
                literal(.call(reached(0)), "reached(P)"),
                literal(.attempt(0, .both, passes: true), "connects(P, Q, _, _)"),
            ], text: "reached(Q) :- reached(P), connects(P, Q, _, _).", location: place)
        return DatalogProgram(
            relations: [.init(name: "reached", sorts: [.endpoint], location: place)], rules: [first, next])
    }

    // MARK: Search

    mutating func radius(with solvers: inout Solvers) throws -> BlastRadius {
        do {
            try look(upTo: hops ?? Self.firstHops, with: &solvers)
            if hops == nil { try lookFurther(with: &solvers) }
        } catch is DerivationTree.TreeTooLarge {
            giveUp("the chains are too long to be looked at as a whole")
        }
        return radius
    }

    /// How many hops are looked at before it is asked whether more can lead anywhere.
    private static let firstHops = 4

    /// Finds what can be reached in so many hops.
    private mutating func look(upTo hops: Int, with solvers: inout Solvers) throws {
        var search = try DerivationSearch(claim, .listed, workspace, in: &solvers.search)
        for number in 0...hops {
            guard try collect(hops: number, by: &search, in: &solvers.search) else { return }
            let leaves = search.tree.leaves
            guard number < hops, !leaves.isEmpty, !open.isEmpty else { break }
            try search.expand(leaves, in: &solvers.search)
        }
        guard self.hops != nil else { return }
        radius.unreached += open.map(place)
        open = []
    }

    /// Asks for classes that are reached by what the tree holds until there are no more; false if that is not known.
    private mutating func collect(
        hops: Int, by search: inout DerivationSearch, in session: inout Session
    ) throws -> Bool {
        while !open.isEmpty {
            let endpoint = search.tree.goals[search.root].arguments[0]
            let isOpen = try session.boolean()
            let sites = open.map { search.tree.space.endpoints[endpoint].sites[$0] }
            try session.assert(try session.implies(isOpen, try session.or(sites)))
            switch try search.check(assuming: [isOpen], in: &session) {
            case .none, .open: return true
            case .unknown(let reason):
                giveUp("the solver gave up: \(reason)")
                return false
            case .found:
                // One of the open classes is true, as was assumed.
                let values = try session.values(of: sites)
                let number = open.remove(at: values.firstIndex(of: true)!)
                try add(number, hops: hops, by: search, in: session)
            }
        }
        return false
    }

    private mutating func add(
        _ number: Int, hops: Int, by search: DerivationSearch, in session: borrowing Session
    ) throws {
        var decoding = DerivationDecoding(search.tree)
        let replay = DerivationReplay(claim, .listed, in: world)
        let reached = PlaceOfClass(workspace.classes[number], world)
        guard let draft = try decoding.decoded(search.root, in: session), replay.holds(draft) else {
            radius.undecided.append(place(number))
            radius.reason = radius.reason ?? "a chain that was found did not replay"
            return
        }
        let minimised = DerivationMinimisation(replay: replay) { reached.contains(lastOf: $0) }.minimised(draft)
        radius.reached.append(
            BlastRadius.Reached(
                place: place(number), hops: hops,
                derivation: replay.derivation(
                    of: minimised, domains: workspace.relevance.domains,
                    addressesMatter: search.tree.space.asksForAddresses)))
    }

    // MARK: The rest

    /// Proves that the classes which are left are out of reach, or finds that they are not.
    private mutating func lookFurther(with solvers: inout Solvers) throws {
        while !open.isEmpty {
            let claim = claimOfRest
            let workspace = DerivationWorkspace(claim.program, in: world, isOpen: false, comparedValues: 1)
            var search = try InvariantSearch(claim, .listed, workspace, in: &solvers.search)
            switch try search.outcome(in: &solvers.search) {
            case .unknown(let reason): return giveUp("the solver gave up: \(reason)")
            case .invariant(let invariant):
                switch try InvariantCheck.outcome(
                    of: invariant, claim, .listed, workspace, in: &solvers.confirmation)
                {
                case .holds: radius.unreached += open.map(place)
                case .fails: return giveUp("an invariant that was found is none")
                case .unknown(let reason): return giveUp("the solver gave up: \(reason)")
                }
                open = []
            case .derivable(let height, _):
                let before = open.count
                // Heights count the violation and where it starts.
                try look(upTo: height, with: &solvers)
                if open.count == before {
                    return giveUp("each hop of a chain is possible, but not the chain as a whole")
                }
            }
        }
    }

    /// That nothing of what is left is reached.
    private var claimOfRest: DerivedClaim {
        var program = claim.program
        let places = open.map { PlaceOfClass(workspace.classes[$0], world).condition }
        program.relations.append(.init(name: "violation", sorts: [.endpoint], location: Self.place))
        program.rules.append(
            DatalogProgram.Rule(
                head: .init(relation: 1, arguments: [0]), variables: [.init(name: "P", sort: .endpoint)],
                body: [
                    .init(.call(.init(relation: 0, arguments: [0])), text: "reached(P)", location: Self.place),
                    .init(.condition(.any(places)), text: "P is elsewhere", location: Self.place),
                ], text: "violation(P) :- reached(P).", location: Self.place))
        return DerivedClaim(program: program, violation: 1, protected: [])
    }

    private mutating func giveUp(_ reason: String) {
        radius.undecided += open.map(place)
        radius.reason = reason
        open = []
    }

    private func place(_ number: Int) -> BlastRadius.Place {
        PlaceOfClass(workspace.classes[number], world).place
    }
}

/// A class of sites as a place that can be named.
private struct PlaceOfClass {
    let place: BlastRadius.Place

    init(_ siteClass: SiteClass, _ world: World) {
        let members = siteClass.group.members
        let workloads = members.compactMap { $0.workload.map { world.cluster.workloads[$0].identity } }
        switch siteClass.kind {
        // Its program does not speak of nodes.
        case .external, .node: place = .external
        case .future: place = .futureNamespaces
        case .listed:
            let names = members.compactMap { $0.place.listed.map { world.cluster.namespaces[$0].name } }
            place = workloads.isEmpty ? .namespaces(Array(Set(names)).sorted()) : .workloads(workloads.sorted())
        }
    }

    /// Whether the endpoint that the last step derives is there.
    func contains(lastOf draft: DerivationDraft) -> Bool {
        guard let last = draft.steps.last, let position = last.endpoints.last else { return false }
        let endpoint = draft.endpoints[position]
        switch place {
        case .external: return endpoint.pod == nil
        case .futureNamespaces: return endpoint.pod?.namespace.isListed == false
        case .namespaces(let names):
            return endpoint.pod.map { $0.workload == nil && names.contains($0.namespace.name) } ?? false
        case .workloads(let identities): return endpoint.pod?.workload.map(identities.contains) ?? false
        }
    }

    var condition: EndpointCondition {
        switch place {
        case .external: return .endpoint(0, .external)
        case .futureNamespaces: return .all([.endpoint(0, .pod), .not(.listed(0))])
        case .namespaces(let names): return .endpoint(0, .namespaceNamed(names))
        case .workloads(let identities): return .any(identities.map { .endpoint(0, .workload($0)) })
        }
    }
}
