import Evaluation
import NetworkModel
import PolicyModel
import SMT

/// Makes a concrete connection out of a model: legal, unused strings for values that nobody mentions, names, addresses
/// inside their ranges, the plainest port of a range (abstraction.md §7).
struct WitnessDecoding {
    let world: World
    let encoding: Encoding

    /// The connection of the session's last model, and the group that each end is in.
    func decoded(
        in session: borrowing Session
    ) throws(SMTError) -> (witness: Witness, groups: [EndpointRole: Int]) {
        let groups = try groups(in: session)
        let sites = try sites(in: groups, session)
        var names = FreshNames(world: world, domains: encoding.obligation.domains)
        var pods: [EndpointRole: Endpoint] = [:]
        for role in EndpointRole.pair {
            let place = sites[role]!
            pods[role] = try endpoint(role, at: place, groups, other: pods[role.other], &names, in: session)
        }
        let (transport, port) = try target(in: session)
        var witness = Witness(
            // Both roles were filled in by the loop above.
            connection: Connection(
                source: pods[.source]!, destination: pods[.destination]!, transport: transport, port: port),
            behaviour: try behaviour(in: session), owners: try owners(sites, in: session))
        try declareNamedPorts(of: &witness, at: sites, in: session)
        return (witness, groups)
    }

    // MARK: Places

    private func groups(in session: borrowing Session) throws(SMTError) -> [EndpointRole: Int] {
        var groups: [EndpointRole: Int] = [:]
        for role in EndpointRole.pair {
            // Exactly one site of each role is true in every model.
            groups[role] = try session.values(of: encoding.sites[role]!).firstIndex(of: true)!
        }
        return groups
    }

    /// One member of the chosen group at each end, in one namespace or in two as the model has it.
    private func sites(
        in groups: [EndpointRole: Int], _ session: borrowing Session
    ) throws(SMTError) -> [EndpointRole: Site] {
        let isSame = try holds(.sameNamespace(.source, .destination), in: session)
        // Both roles have groups, and the numbers are theirs.
        let sources = encoding.obligation.groups[.source]![groups[.source]!]
        let destinations = encoding.obligation.groups[.destination]![groups[.destination]!]
        for source in sources.members {
            let partner = destinations.members.first { destination in
                let isOnePod = source == destination && world.isSinglePod(source)
                return !isOnePod && matches(source, destination, same: isSame)
            }
            if let partner { return [.source: source, .destination: partner] }
        }
        return [.source: sources.members[0], .destination: destinations.members[0]]
    }

    private func matches(_ source: Site, _ destination: Site, same: Bool) -> Bool {
        // Two future namespaces are one or two as is wanted; a listed one is no other than itself.
        guard source.place.listed != nil || destination.place.listed != nil else { return true }
        return (source.place == destination.place) == same
    }

    private func holds(_ atom: Atom, in session: borrowing Session) throws(SMTError) -> Bool {
        guard let term = encoding.booleans[atom] else { return false }
        return try session.value(of: term)
    }

    private func endpoint(
        _ role: EndpointRole, at site: Site, _ groups: [EndpointRole: Int], other: Endpoint?,
        _ names: inout FreshNames, in session: borrowing Session
    ) throws(SMTError) -> Endpoint {
        let address = try address(role, isPod: site.isPod, apartFrom: other?.address, in: session)
        guard site.isPod else { return .external(address) }
        let isSame = try holds(.sameNamespace(.source, .destination), in: session)
        let namespace = try namespace(
            role, at: site, groups, isShared: isSame, with: other, &names, in: session)
        var labels: [String: String] = [:]
        var workload: Workload?
        if let number = site.workload {
            workload = world.cluster.workloads[number]
            labels = world.cluster.workloads[number].podLabels
        }
        for (variable, state) in try states(role, .pod, groups, in: session) {
            guard workload?.leavesOpen(variable.key) ?? true else { continue }
            labels[variable.key] = names.value(state, of: variable)
        }
        if workload == nil { addRequired(world.universe.pods.labels, to: &labels, &names) }
        return .pod(
            Pod(
                namespace: namespace, labels: labels, namedPorts: workload?.namedPorts ?? [], addresses: [address],
                workload: workload?.identity))
    }

    private func namespace(
        _ role: EndpointRole, at site: Site, _ groups: [EndpointRole: Int], isShared: Bool, with other: Endpoint?,
        _ names: inout FreshNames, in session: borrowing Session
    ) throws(SMTError) -> PodNamespace {
        if isShared, let known = other?.pod?.namespace { return known }
        var labels: [String: String] = [:]
        var name: String?
        let listed = site.place.listed.map { world.cluster.namespaces[$0] }
        if let listed { (labels, name) = (listed.labels, listed.name) }
        for (variable, state) in try namespaceStates(role, groups, isShared: isShared, in: session) {
            if variable.key == namespaceNameLabel {
                if listed == nil, case .value(let value) = state { name = value }
                continue
            }
            if let listed, case .fixed = world.state(of: variable.key, in: listed) { continue }
            // A value that nobody mentions may be the one that the namespace has already.
            let current = listed?.labels[variable.key]
            let domain = encoding.obligation.domains.first { $0.space == .namespace && $0.key == variable.key }
            if case .fresh = state, let current, domain?.mentioned.contains(current) == false { continue }
            labels[variable.key] = names.value(state, of: variable)
        }
        if listed == nil { addRequired(world.universe.namespaces.labels, to: &labels, &names) }
        return PodNamespace(name: name ?? names.namespace(), isListed: listed != nil, labels: labels)
    }

    /// Labels that the universe requires and that decide nothing.
    private func addRequired(
        _ rules: [Universe.LabelRule], to labels: inout [String: String], _ names: inout FreshNames
    ) {
        for rule in rules where rule.isRequired && labels[rule.key] == nil {
            labels[rule.key] = rule.values?.first ?? names.anyValue
        }
    }

    /// The labels of a namespace that matter at this end and, where both ends are in it, at the other.
    private func namespaceStates(
        _ role: EndpointRole, _ groups: [EndpointRole: Int], isShared: Bool, in session: borrowing Session
    ) throws(SMTError) -> [(LabelVariable, LabelTerms.State)] {
        let own = try states(role, .namespace, groups, in: session)
        guard isShared else { return own }
        let others = try states(role.other, .namespace, groups, in: session)
        return own + others.filter { other in !own.contains { $0.0.key == other.0.key } }
    }

    private func states(
        _ role: EndpointRole, _ space: LabelSpace, _ groups: [EndpointRole: Int], in session: borrowing Session
    ) throws(SMTError) -> [(LabelVariable, LabelTerms.State)] {
        var result: [(LabelVariable, LabelTerms.State)] = []
        // Each role has groups, and the number is one of theirs.
        let unasked = encoding.obligation.groups[role]![groups[role]!].unasked
        for (variable, terms) in encoding.labels where variable.role == role && variable.space == space {
            if unasked.contains(variable) { continue }
            result.append((variable, try terms.state(in: session)))
        }
        return result.sorted { $0.0 < $1.0 }
    }

    // MARK: Target and addresses

    private func target(in session: borrowing Session) throws(SMTError) -> (TransportProtocol, UInt16) {
        let index = try session.values(of: encoding.transports).firstIndex(of: true) ?? 0
        let stretch = try encoding.port?.stretch(in: session) ?? 80...80
        let range = UInt16(stretch.lowerBound)...UInt16(stretch.upperBound)
        return (TransportProtocol.allCases[index], PlainPorts.plainest(in: range))
    }

    private func address(
        _ role: EndpointRole, isPod: Bool, apartFrom other: IPAddress?, in session: borrowing Session
    ) throws(SMTError) -> IPAddress {
        let allowed = isPod ? world.podAddresses : world.externalAddresses
        guard let values = encoding.addresses[role], let isV4 = encoding.isV4[role] else {
            // Nothing depends on addresses, but both ends are to have one of the same family.
            let shared = IPAddress.Family.allCases.first {
                !world.podAddresses[$0].isEmpty && !world.externalAddresses[$0].isEmpty
            }
            let set = shared.map(allowed.preferring) ?? allowed
            return PlainAddresses.plainest(in: set, isPod: isPod, role, apartFrom: other)
        }
        let family: IPAddress.Family = try session.value(of: isV4) ? .v4 : .v6
        let stretch = try values[Int(family.rawValue)].stretch(in: session)
        let within = IntervalSet([stretch])
        let set = family == .v4 ? AddressSet(v4: within, v6: .empty) : AddressSet(v4: .empty, v6: within)
        return PlainAddresses.plainest(in: set.intersection(allowed), isPod: isPod, role, apartFrom: other)
    }

    // MARK: The rest

    private func behaviour(in session: borrowing Session) throws(SMTError) -> Behaviour {
        let blocks: Bool
        switch world.universe.network.ipBlockMatchesPods {
        case .always: blocks = true
        case .never: blocks = false
        case .unknown: blocks = try holds(.choice(.ipBlockMatchesPods), in: session)
        }
        return Behaviour(
            ipBlockMatchesPods: blocks,
            initContainerPortsCount: try holds(.choice(.initContainerPortsCount), in: session))
    }

    private func owners(
        _ sites: [EndpointRole: Site], in session: borrowing Session
    ) throws(SMTError) -> [EndpointRole: Witness.OwnersPolicies] {
        var result: [EndpointRole: Witness.OwnersPolicies] = [:]
        for role in EndpointRole.pair where sites[role]?.isPod == true {
            for number in world.program.tiers.indices {
                let allows = try holds(.ownerAllows(role, tier: number), in: session)
                let denies = try holds(.ownerDenies(role, tier: number), in: session)
                if allows { result[role] = .allowAll } else if denies { result[role] = .denyAll }
            }
        }
        return result
    }

    private func declareNamedPorts(
        of witness: inout Witness, at sites: [EndpointRole: Site], in session: borrowing Session
    ) throws(SMTError) {
        var declared: [NamedPort] = []
        for (atom, term) in encoding.booleans {
            guard case .namedPort(.destination, let name, let transport) = atom, try session.value(of: term) else {
                continue
            }
            declared.append(NamedPort(name: name, transport: transport, port: witness.connection.port))
        }
        guard sites[.destination]?.workload == nil else { return }
        witness.updatePod(.destination) { $0.namedPorts = declared.sorted() }
    }
}

extension Endpoint {
    /// The first one of a pod.
    fileprivate var address: IPAddress? {
        switch self {
        case .external(let address): address
        case .node(let addresses): addresses.first
        case .pod(let pod): pod.addresses?.first
        }
    }
}
