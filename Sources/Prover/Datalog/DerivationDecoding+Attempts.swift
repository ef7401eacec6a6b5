import Evaluation
import NetworkModel
import PolicyModel
import SMT

extension DerivationDecoding {
    func attempt(
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

    func addIsolation(
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

    func behaviour(in session: borrowing Session) throws(SMTError) -> Behaviour {
        let blocks: Bool =
            switch world.universe.network.ipBlockMatchesPods {
            case .always: true
            case .never: false
            case .unknown: try isTrue(space.choices[.ipBlockMatchesPods], session)
            }
        let comparesAddresses = world.universe.network.ipBlockMatchesPods == .always
        let matchesNodes = try isTrue(space.choices[.ipBlockMatchesNodes], session)
        return Behaviour(
            ipBlockMatchesPods: blocks,
            initContainerPortsCount: try isTrue(space.choices[.initContainerPortsCount], session),
            ipBlockMatchesNodes: comparesAddresses || matchesNodes)
    }
}

extension DerivationDraft {
    /// Where nothing depends on addresses, each attempt uses a family of which both its ends have one.
    mutating func useOneFamily(of world: World) {
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
            if case .node(let addresses) = endpoints[position] {
                endpoints[position] = .node(addresses.filter { used.contains($0.family) })
            }
        }
    }
}

extension Endpoint {
    var families: [IPAddress.Family] {
        switch self {
        case .external(let address): [address.family]
        case .node(let addresses): addresses.map(\.family)
        case .pod(let pod): (pod.addresses ?? []).map(\.family)
        }
    }
}
