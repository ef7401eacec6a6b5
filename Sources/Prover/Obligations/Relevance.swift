import NetworkModel
import PolicyModel

/// Which attributes of the endpoints an obligation depends on at all, and which of their states it tells apart.
struct Relevance {
    private(set) var domains: [LabelDomain] = []
    private(set) var addressedRoles: Set<EndpointRole> = []
    /// How many values that nobody mentions a compared label can have: one for each endpoint (abstraction.md §2).
    private var comparedValues = 2
    private var variables: [EndpointRole: [LabelVariable]] = [:]
    private var ports: [EndpointRole: [NamedPortKey]] = [:]
    private var domainPositions: [DomainKey: Int] = [:]
    /// Labels that nothing asks for but the universe's implications.
    private(set) var onlyOfRules: Set<LabelVariable> = []

    struct NamedPortKey: Hashable, Comparable {
        var name: String
        var transport: TransportProtocol

        static func < (left: Self, right: Self) -> Bool {
            (left.name, left.transport) < (right.name, right.transport)
        }
    }

    private struct DomainKey: Hashable {
        var space: LabelSpace
        var key: String
    }

    init() {}

    /// - Parameter tracked: whether each policy counts, also where the verdict no longer depends on it.
    init(
        _ located: [EndpointRole: [ObligationBuilder.Located]], relations: [Formula], tracked: Bool, world: World,
        in table: FormulaTable
    ) {
        var collector = AtomCollector()
        collector.visit(relations, in: table)
        for role in EndpointRole.pair {
            for item in located[role] ?? [] {
                collector.visit([item.condition] + item.limits, in: table)
                collector.visit(item.verdict, in: table)
                guard tracked else { continue }
                collector.visit(item.governed.unknownIf, in: table)
                for entry in item.governed.entries {
                    collector.visit(entry.governing.selects, in: table)
                    collector.visit(entry.governing.rules.map(\.matches), in: table)
                }
            }
        }
        gather(collector.atoms, located, world)
    }

    /// What some atoms depend on, of endpoints at these sites.
    ///
    /// - Parameter comparedValues: how many endpoints are compared with one another.
    init(
        of atoms: [Atom], at sites: [ObligationBuilder.Located], comparedValues: Int, world: World
    ) {
        self.comparedValues = comparedValues
        gather(atoms, [.source: sites], world)
    }

    /// In canonical order.
    func variables(of role: EndpointRole) -> [LabelVariable] { variables[role] ?? [] }

    /// In canonical order.
    func namedPorts(of role: EndpointRole) -> [NamedPortKey] { ports[role] ?? [] }

    func domain(of variable: LabelVariable) -> LabelDomain {
        // Every relevant variable was given a domain when the relevance was gathered.
        domains[domainPositions[DomainKey(space: variable.space, key: variable.key)]!]
    }

    func isRelevant(_ variable: LabelVariable) -> Bool { variables(of: variable.role).contains(variable) }

    private mutating func gather(
        _ atoms: [Atom], _ located: [EndpointRole: [ObligationBuilder.Located]], _ world: World
    ) {
        var mentioned: [DomainKey: Set<String>] = [:]
        var compared: Set<DomainKey> = []
        var relevant: Set<LabelVariable> = []
        var named: [EndpointRole: Set<NamedPortKey>] = [:]
        for atom in atoms {
            switch atom {
            case .label(let variable, let set):
                relevant.insert(variable)
                mentioned[DomainKey(space: variable.space, key: variable.key), default: []].formUnion(set.values)
            case .sameLabel(let space, let key, let first, let second):
                for role in [first, second] { relevant.insert(LabelVariable(role: role, space: space, key: key)) }
                compared.insert(DomainKey(space: space, key: key))
                mentioned[DomainKey(space: space, key: key), default: []].formUnion([])
            case .namedPort(let role, let name, let transport):
                named[role, default: []].insert(NamedPortKey(name: name, transport: transport))
            case .address(let role, _): addressedRoles.insert(role)
            default: break
            }
        }
        for variable in Self.variables(of: world.universe) where relevant.insert(variable).inserted {
            onlyOfRules.insert(variable)
        }
        for (key, values) in Self.mentions(of: world.universe) { mentioned[key, default: []].formUnion(values) }
        for role in EndpointRole.pair {
            variables[role] = relevant.filter { $0.role == role }.sorted()
            ports[role] = (named[role] ?? []).sorted()
        }
        for key in compared { mentioned[key, default: []].formUnion(constants(of: key.space, key.key, located, world)) }
        addDomains(mentioned, compared, world)
    }

    /// The labels that implications speak of. All of them are told apart, also where only one of them decides: the
    /// others must be able to take values that go with it.
    private static func variables(of universe: Universe) -> [LabelVariable] {
        EndpointRole.pair.flatMap { role in
            mentions(of: universe).keys.map { LabelVariable(role: role, space: $0.space, key: $0.key) }
        }
    }

    private static func mentions(of universe: Universe) -> [DomainKey: Set<String>] {
        var result: [DomainKey: Set<String>] = [:]
        for (space, implications) in [
            (LabelSpace.namespace, universe.namespaces.implications), (.pod, universe.pods.implications),
        ] {
            for requirement in implications.flatMap({ $0.condition.requirements + $0.consequence.requirements }) {
                result[DomainKey(space: space, key: requirement.key), default: []].formUnion(requirement.values)
            }
        }
        return result
    }

    private mutating func addDomains(
        _ mentioned: [DomainKey: Set<String>], _ compared: Set<DomainKey>, _ world: World
    ) {
        let keys = mentioned.keys.sorted { ($0.space, $0.key) < ($1.space, $1.key) }
        for key in keys {
            let rules = key.space == .namespace ? world.universe.namespaces.labels : world.universe.pods.labels
            let ruled = rules.first { $0.key == key.key }?.values ?? []
            let values = (mentioned[key] ?? []).union(ruled)
            domainPositions[key] = domains.count
            domains.append(
                LabelDomain(
                    space: key.space, key: key.key, mentioned: values.sorted(),
                    freshValues: compared.contains(key) ? comparedValues : 1))
        }
    }

    /// Values that sites carry: where endpoints are compared, each is a value of its own. So is the value that a listed
    /// namespace has while its label may change: it may stay, whatever the rules say.
    private func constants(
        of space: LabelSpace, _ key: String, _ located: [EndpointRole: [ObligationBuilder.Located]], _ world: World
    ) -> Set<String> {
        var values: Set<String> = []
        for role in EndpointRole.pair {
            let variable = LabelVariable(role: role, space: space, key: key)
            for item in located[role] ?? [] {
                switch world.state(of: variable, at: item.site) {
                case .fixed(let value?): values.insert(value)
                case .fixed(nil): break
                case .free:
                    guard space == .namespace, let listed = item.site.place.listed else { continue }
                    if let value = world.cluster.namespaces[listed].labels[key] { values.insert(value) }
                }
            }
        }
        return values
    }
}

extension World {
    /// The ports that a listed workload declares under a name: certainly, and only if init containers count. Nil for
    /// pods of no listed workload, which may declare anything (abstraction.md §6, rows 16 and 17).
    func declaredPorts(_ key: Relevance.NamedPortKey, at site: Site) -> [PortSet]? {
        guard let workload = site.workload.map({ cluster.workloads[$0] }) else { return nil }
        let matching = workload.namedPorts.filter { $0.name == key.name && $0.transport == key.transport }
        return [false, true].map { isOfInitContainer in
            matching.filter { $0.isOfInitContainer == isOfInitContainer }
                .reduce(PortSet.empty) { $0.union(PortSet(key.transport, $1.port...$1.port)) }
        }
    }
}
