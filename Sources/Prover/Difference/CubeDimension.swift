import NetworkModel
import PolicyModel
import SMT

/// One thing in which connections differ: exactly one of its states holds of each.
struct CubeDimension {
    enum Subject: Hashable {
        case site(EndpointRole)
        case label(LabelVariable)
        /// Protocol and port; the states are `Cubes.targets`.
        case target
        /// The states are `Cubes.addresses`.
        case address(EndpointRole)
        /// A fact that is true (state 0) or false (state 1).
        case fact(Atom)
    }

    let subject: Subject
    let states: [Term]
    /// Terms to assume so that a state is left out, by state: constants of the solver or their negations.
    let exclusions: [Term]

    var role: EndpointRole? {
        switch subject {
        case .site(let role), .address(let role): role
        case .label(let variable): variable.role
        case .target, .fact: nil
        }
    }
}

/// A set of connections: in every dimension some states are left out.
struct Cube: Hashable {
    /// For each dimension, the states that are left out; ascending.
    var excluded: [[Int]]

    /// What both hold.
    func intersection(_ other: Cube) -> Cube {
        Cube(excluded: zip(excluded, other.excluded).map { Set($0).union($1).sorted() })
    }
}

/// A set of connections that is a cube without others.
struct Patch: Hashable {
    var cube: Cube
    /// Each lies within the cube.
    var exceptions: [Cube] = []
    /// The end whose policies have to let a connection pass in both revisions for it to be in the set.
    var passing: EndpointRole?
}

/// The dimensions of one encoding, which together tell any two states apart.
struct CubeSpace {
    let dimensions: [CubeDimension]
    /// The stretches of ports that are told apart, by state of the target.
    let targets: [PortSet]
    /// The same for addresses.
    let addresses: [EndpointRole: [AddressSet]]

    init(_ encoding: Encoding, in session: inout Session) throws(SMTError) {
        var dimensions: [CubeDimension] = []
        func add(_ subject: CubeDimension.Subject, _ states: [Term], _ session: borrowing Session) {
            guard states.count > 1 else { return }
            dimensions.append(
                CubeDimension(subject: subject, states: states, exclusions: states.map { session.not($0) }))
        }
        let targets = try Self.targets(encoding, in: &session)
        self.targets = targets.map(\.ports)
        add(.target, targets.map(\.term), session)
        for role in EndpointRole.pair { add(.site(role), encoding.sites[role] ?? [], session) }
        for variable in encoding.labels.keys.sorted() where variable.role.original == variable.role {
            // The keys are the dictionary's own.
            let terms = encoding.labels[variable]!
            add(.label(variable), [terms.absent] + terms.mentioned + terms.fresh, session)
        }
        var addresses: [EndpointRole: [AddressSet]] = [:]
        for role in EndpointRole.pair {
            let stretches = try Self.addresses(encoding, role, in: &session)
            addresses[role] = stretches.map(\.addresses)
            add(.address(role), stretches.map(\.term), session)
        }
        self.addresses = addresses
        for (atom, term) in Self.facts(encoding) { add(.fact(atom), [term, session.not(term)], session) }
        self.dimensions = dimensions
    }

    /// Facts that no other dimension tells, in canonical order.
    private static func facts(_ encoding: Encoding) -> [(Atom, Term)] {
        encoding.booleans.compactMap { atom, term -> (rank: String, atom: Atom, term: Term)? in
            switch atom {
            case .sameNamespace: ("0", atom, term)
            case .namedPort(let role, let name, let transport) where role.original == role:
                ("1 \(name) \(transport.name)", atom, term)
            case .ownerAllows(let role, let tier): ("2 \(role.index) \(tier)", atom, term)
            case .choice(let choice): ("3 \(choice.name) \(choice)", atom, term)
            default: nil
            }
        }.sorted { $0.rank < $1.rank }.map { ($0.atom, $0.term) }
    }

    private static func targets(
        _ encoding: Encoding, in session: inout Session
    ) throws(SMTError) -> [(ports: PortSet, term: Term)] {
        guard let port = encoding.port else { return [] }
        var result: [(PortSet, Term)] = []
        for transport in TransportProtocol.allCases {
            for stretch in port.stretches {
                let meaning = try session.and([
                    encoding.transports[Int(transport.rawValue)], try port.contains(stretch, in: &session),
                ])
                let ports = PortSet(transport, UInt16(stretch.lowerBound)...UInt16(stretch.upperBound))
                result.append((ports, try named(meaning, in: &session)))
            }
        }
        return result
    }

    private static func addresses(
        _ encoding: Encoding, _ role: EndpointRole, in session: inout Session
    ) throws(SMTError) -> [(addresses: AddressSet, term: Term)] {
        guard let values = encoding.addresses[role], let isV4 = encoding.isV4[role] else { return [] }
        var result: [(AddressSet, Term)] = []
        for family in IPAddress.Family.allCases {
            for stretch in values[Int(family.rawValue)].stretches {
                let isFamily = family == .v4 ? isV4 : session.not(isV4)
                let isIn = try values[Int(family.rawValue)].contains(stretch, in: &session)
                let meaning = try session.and([isFamily, isIn])
                let range = IntervalSet([stretch])
                let set = family == .v4 ? AddressSet(v4: range, v6: .empty) : AddressSet(v4: .empty, v6: range)
                result.append((set, try named(meaning, in: &session)))
            }
        }
        return result
    }

    /// A constant that is true exactly if a term is: only constants can be assumed.
    private static func named(_ term: Term, in session: inout Session) throws(SMTError) -> Term {
        let name = try session.boolean()
        try session.assert(try session.iff(name, term))
        return name
    }
}

extension OrderedValues {
    /// The stretches between cut points, ascending.
    var stretches: [ClosedRange<UInt128>] {
        let starts = [bounds.lowerBound] + cuts
        let ends = cuts.map { $0 - 1 } + [bounds.upperBound]
        return zip(starts, ends).map { $0...$1 }
    }
}
