import NetworkModel
import PolicyModel

/// Says in the words of the model what a cube of the solver holds.
struct ClassDescription {
    let revisions: AlignedRevisions
    let space: CubeSpace
    let encoding: Encoding

    private var head: World { revisions.head }

    func described(_ cube: Cube) -> ConnectionSet {
        var ports = PortSet.all
        var conditions: [ConnectionSet.Condition] = []
        for (number, dimension) in space.dimensions.enumerated() where !cube.excluded[number].isEmpty {
            switch dimension.subject {
            case .target:
                let left = space.targets.indices.filter { !cube.excluded[number].contains($0) }
                ports = left.reduce(PortSet.empty) { $0.union(space.targets[$1]) }
            case .fact(let atom):
                if let condition = condition(atom, !cube.excluded[number].contains(0)) { conditions.append(condition) }
            case .site, .label, .address: break
            }
        }
        return named(
            ConnectionSet(
                from: endpoint(cube, .source), to: endpoint(cube, .destination), ports: ports, conditions: conditions))
    }

    /// Where one end is in one listed namespace and both are in the same, the other end is in it by name.
    private func named(_ set: ConnectionSet) -> ConnectionSet {
        guard set.conditions.contains(.sameNamespace(true)), let from = set.from.pods, let to = set.to.pods else {
            return set
        }
        guard let name = [from, to].compactMap(\.onlyNamespace).first,
            [from, to].allSatisfy({ $0.namespaces.contains(name) && $0.workloads == nil && isFixed($0, name) })
        else { return set }
        var result = set
        result.conditions.removeAll { $0 == .sameNamespace(true) }
        result.from = EndpointClass(pods: from.within(name), external: .empty)
        result.to = EndpointClass(pods: to.within(name), external: .empty)
        return result
    }

    /// Whether what is asked of labels of the namespaces is known of one of them.
    private func isFixed(_ pods: PodClass, _ name: String) -> Bool {
        guard let namespace = head.cluster.namespace(named: name) else { return false }
        return pods.namespaceLabels.allSatisfy { head.state(of: $0.key, in: namespace) != .free }
    }

    private func condition(_ atom: Atom, _ holds: Bool) -> ConnectionSet.Condition? {
        switch atom {
        case .sameNamespace: .sameNamespace(holds)
        case .namedPort(_, let name, let transport): .declaresPort(name, transport, holds)
        case .ownerAllows(let role, _): .ownerAllows(role, holds)
        case .choice(let choice): .choice(choice, holds)
        default: nil
        }
    }

    private func endpoint(_ cube: Cube, _ role: EndpointRole) -> EndpointClass {
        let sites = CubeSites(cube, role, space: space, encoding: encoding)
        let addresses = addresses(cube, role)
        let isExternal = sites.groups.contains { !$0.members[0].isPod }
        return EndpointClass(
            pods: pods(sites, addresses, role),
            external: isExternal ? head.externalAddresses.intersection(addresses ?? .all) : .empty)
    }

    /// Nil: any.
    private func addresses(_ cube: Cube, _ role: EndpointRole) -> AddressSet? {
        for (number, dimension) in space.dimensions.enumerated() where dimension.subject == .address(role) {
            guard !cube.excluded[number].isEmpty, let stretches = space.addresses[role] else { return nil }
            let left = stretches.indices.filter { !cube.excluded[number].contains($0) }
            return left.reduce(AddressSet.empty) { $0.union(stretches[$1]) }
        }
        return nil
    }

    private func pods(_ sites: CubeSites, _ addresses: AddressSet?, _ role: EndpointRole) -> PodClass? {
        let members = sites.groups.flatMap(\.members).filter(\.isPod)
        let includesFuture = members.contains { $0.place == .future } && !excludesFuture(sites, role)
        let listed = members.filter { $0.place.listed != nil }
        guard includesFuture || !listed.isEmpty else { return nil }
        let workloads = listed.compactMap(\.workload).map { head.cluster.workloads[$0].identity }.sorted()
        let names = Set(listed.filter { $0.workload == nil }.compactMap(\.place.listed)).sorted()
            .map { head.cluster.namespaces[$0].name }
        let namespaceLabels = conditions(sites, .namespace)
        let asksForLabels =
            includesFuture
            || sites.groups.contains { group in
                group.members[0].place.listed != nil
                    && namespaceLabels.contains { condition in
                        group.fixed[LabelVariable(role: role, space: .namespace, key: condition.key)] == nil
                    }
            }
        return PodClass(
            namespaces: names, includesFuture: includesFuture, isByLabels: isByLabels(sites, role),
            workloads: tellsWorkloads ? workloads : nil, namespaceLabels: asksForLabels ? namespaceLabels : [],
            labels: conditions(sites, .pod), addresses: addresses)
    }

    /// Whether workloads have sites of their own.
    private var tellsWorkloads: Bool {
        EndpointRole.pair.contains { role in
            (encoding.obligation.groups[role] ?? []).contains { $0.members.contains { $0.workload != nil } }
        }
    }

    /// A condition on the name can leave listed namespaces alone.
    private func excludesFuture(_ sites: CubeSites, _ role: EndpointRole) -> Bool {
        let name = LabelVariable(role: role, space: .namespace, key: namespaceNameLabel)
        guard let states = sites.labels[name] else { return false }
        return states.intersection(head.listedNames.complement).intersection(.present).isEmpty
    }

    private func conditions(_ sites: CubeSites, _ space: LabelSpace) -> [LabelCondition] {
        sites.labels.keys.filter { $0.space == space }.sorted().map { variable in
            LabelCondition(key: variable.key, states: sites.labels[variable] ?? .anything)
        }
    }

    /// Whether each listed namespace that the labels admit is in.
    private func isByLabels(_ sites: CubeSites, _ role: EndpointRole) -> Bool {
        let taken = Set(sites.groups.flatMap(\.members).compactMap(\.place.listed))
        let asked = sites.labels.filter { $0.key.space == .namespace }
        return head.cluster.namespaces.indices.allSatisfy { position in
            taken.contains(position)
                || asked.contains { variable, states in
                    guard case .fixed(let value) = head.state(of: variable.key, in: head.cluster.namespaces[position])
                    else { return false }
                    return !states.contains(value)
                }
        }
    }
}

extension PodClass {
    fileprivate var onlyNamespace: String? { includesFuture || namespaces.count != 1 ? nil : namespaces[0] }

    /// Those of one of the namespaces, of whose labels all is known.
    fileprivate func within(_ name: String) -> PodClass {
        var result = self
        (result.namespaces, result.includesFuture, result.isByLabels, result.namespaceLabels) = (
            [name], false, false, []
        )
        return result
    }
}
