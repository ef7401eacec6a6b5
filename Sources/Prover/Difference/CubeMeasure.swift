import NetworkModel
import PolicyModel

/// The ways to say what connections have in common: which dimensions to speak of where several would do.
struct KeepingOrders {
    let all: [Generalisation.Order]

    init(space: CubeSpace) {
        func dimensions(_ matches: (CubeDimension.Subject) -> Bool) -> [Int] {
            space.dimensions.indices.filter { matches(space.dimensions[$0].subject) }
        }
        func sites(_ role: EndpointRole) -> [Int] { dimensions { $0 == .site(role) } }
        func labels(_ role: EndpointRole, _ space: LabelSpace) -> [Int] {
            dimensions {
                if case .label(let variable) = $0 { variable.role == role && variable.space == space } else { false }
            }
        }
        let target = dimensions { $0 == .target }
        let pods = labels(.destination, .pod) + labels(.source, .pod)
        let addresses = dimensions { if case .address = $0 { true } else { false } }
        let facts = dimensions { if case .fact = $0 { true } else { false } }
        // At either end, namespaces are told by their names or by their labels.
        func order(byName first: [EndpointRole], byLabel second: [EndpointRole]) -> [Int] {
            let names = first.flatMap(sites) + second.flatMap { labels($0, .namespace) }
            let others = second.flatMap(sites) + first.flatMap { labels($0, .namespace) }
            return target + names + pods + others + addresses + facts
        }
        let ways = [
            order(byName: [.destination], byLabel: [.source]), order(byName: [.source], byLabel: [.destination]),
            order(byName: [.destination, .source], byLabel: []), order(byName: [], byLabel: [.destination, .source]),
        ]
        all = space.isLarge ? Array(ways.prefix(2)) : ways
    }
}

extension CubeSpace {
    /// From so many states on only the likeliest ways to tell a difference are tried: each costs as many questions as
    /// there are states that matter.
    var isLarge: Bool { dimensions.reduce(0) { $0 + $1.states.count } > 150 }
}

/// How much a set of connections covers, to choose the more telling of several sets.
struct CubeMeasure {
    let revisions: AlignedRevisions
    let space: CubeSpace
    let encoding: Encoding

    /// Namespaces that may be created count as so many listed ones.
    private static let futureWeight = 3.0

    func size(of cube: Cube) -> Double {
        var size = 1.0
        for (number, dimension) in space.dimensions.enumerated() {
            let share = share(cube, number)
            switch dimension.subject {
            case .label(let variable) where variable.space == .pod: size *= share
            case .target, .address: size *= share
            // A condition is worth avoiding, more than it leaves out.
            case .fact: size *= share < 1 ? 0.3 : 1
            case .site, .label: break
            }
        }
        return EndpointRole.pair.reduce(size) { $0 * places(of: cube, $1) }
    }

    /// The share of a dimension's states that are in the set.
    private func share(_ cube: Cube, _ dimension: Int) -> Double {
        let count = space.dimensions[dimension].states.count
        return Double(count - cube.excluded[dimension].count) / Double(count)
    }

    private func places(of cube: Cube, _ role: EndpointRole) -> Double {
        let sites = CubeSites(cube, role, space: space, encoding: encoding)
        var size = 0.0
        for group in sites.groups {
            switch group.members[0].place {
            case .external, .node: size += 1
            case .future:
                let shares = space.dimensions.indices.filter { number in
                    if case .label(let variable) = space.dimensions[number].subject {
                        variable.role == role && variable.space == .namespace
                    } else {
                        false
                    }
                }.map { share(cube, $0) }
                size += shares.reduce(Self.futureWeight, *)
            case .namespace: size += Double(group.members.count)
            }
        }
        return size
    }
}

/// Where the ends of a set of connections are.
struct CubeSites {
    /// The states in which each label of the end may be, where some are left out.
    let labels: [LabelVariable: LabelSet]
    /// The groups of sites that neither the set nor their own labels leave out.
    let groups: [SiteGroup]
    /// Their numbers.
    let numbers: [Int]

    init(_ cube: Cube, _ role: EndpointRole, space: CubeSpace, encoding: Encoding) {
        var labels: [LabelVariable: LabelSet] = [:]
        var excludedSites: Set<Int> = []
        for (number, dimension) in space.dimensions.enumerated() where dimension.role == role {
            switch dimension.subject {
            case .site: excludedSites = Set(cube.excluded[number])
            case .label(let variable) where !cube.excluded[number].isEmpty:
                // Every label of the space has terms.
                labels[variable] = Self.states(of: encoding.labels[variable]!.domain, without: cube.excluded[number])
            default: break
            }
        }
        let groups = encoding.obligation.groups[role] ?? []
        numbers = groups.indices.filter { number in
            guard !excludedSites.contains(number) else { return false }
            return labels.allSatisfy { variable, states in
                if !groups[number].members[0].isPod { return states.contains(nil) }
                guard let fixed = groups[number].fixed[variable] else { return true }
                return states.contains(fixed)
            }
        }
        self.labels = labels
        self.groups = numbers.map { groups[$0] }
    }

    /// The states of a label that are left: absent is the first one, then the mentioned values, then all others.
    private static func states(of domain: LabelDomain, without excluded: [Int]) -> LabelSet {
        let excluded = Set(excluded)
        let values = domain.mentioned.indices.filter { !excluded.contains($0 + 1) }.map { domain.mentioned[$0] }
        let absence: LabelSet = excluded.contains(0) ? .nothing : .absent
        guard !excluded.contains(domain.mentioned.count + 1) else { return LabelSet.oneOf(values).union(absence) }
        let left = domain.mentioned.indices.filter { excluded.contains($0 + 1) }.map { domain.mentioned[$0] }
        return LabelSet.oneOf(left).complement.intersection(.present).union(absence)
    }
}
