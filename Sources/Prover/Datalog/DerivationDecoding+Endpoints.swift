import NetworkModel
import PolicyModel
import SMT

extension DerivationDecoding {
    /// The namespace of each endpoint; nil for what is outside.
    func namespaces(
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
                    isShared = sites[other].place.listed == nil && sharesNamespace[pair] ?? false
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

    func pod(
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
    func addresses(
        of number: Int, at site: Site, _ taken: [IPAddress], in session: borrowing Session
    ) throws(SMTError) -> [IPAddress] {
        let allowed =
            switch site.place {
            case .external: world.externalAddresses
            case .node: world.nodeAddresses
            case .future, .namespace: world.podAddresses
            }
        let isPrivate = site.place != .external
        let endpoint = space.endpoints[number]
        var families = IPAddress.Family.allCases
        if !isPrivate, space.asksForAddresses {
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
            result.append(PlainAddresses.plainest(in: addresses, isPrivate: isPrivate, apartFrom: taken))
        }
        return result.isEmpty ? [PlainAddresses.plainest(in: allowed, isPrivate: isPrivate, apartFrom: taken)] : result
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
    static func plainest(in set: AddressSet, isPrivate: Bool, apartFrom taken: [IPAddress]) -> IPAddress {
        let rest = set.subtracting(AddressSet(taken.map { CIDRBlock($0, prefixLength: $0.family.bits) }))
        let role: EndpointRole = taken.count % 2 == 0 ? .source : .destination
        return plainest(in: rest.isEmpty ? set : rest, isPod: isPrivate, role, apartFrom: nil)
    }
}
