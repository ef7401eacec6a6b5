import NetworkModel
import PolicyModel

/// Which groups of the two ends can share a namespace, and which cannot but share one.
struct NamespacePairs {
    private let sources: [SiteGroup]
    private let destinations: [SiteGroup]
    private let world: World
    /// Whether the ends are two different pods.
    private let areDifferent: Bool

    init(_ groups: [EndpointRole: [SiteGroup]], world: World, areDifferent: Bool = true) {
        self.areDifferent = areDifferent
        sources = groups[.source] ?? []
        destinations = groups[.destination] ?? []
        self.world = world
    }

    func facts(in table: inout FormulaTable) -> [Formula] {
        let same = table.atom(.sameNamespace(.source, .destination))
        var facts = EndpointRole.pair.map { role in
            let isPod = table.atom(.isPod(role))
            return table.implies(same, isPod)
        }
        let destinationsByPlace = groupsByPlace(destinations)
        for (number, group) in sources.enumerated() where group.members[0].isPod {
            let site = table.atom(.site(.source, number))
            let partners = sharing(group, destinationsByPlace)
            let options = partners.filter { canShareNamespace(group, destinations[$0]) }
                .map { table.atom(.site(.destination, $0)) }
            let shared = table.any(options)
            facts.append(table.implies(table.all([same, site]), shared))
            guard let only = group.onlyNamespace else { continue }
            for partner in partners where destinations[partner].onlyNamespace == only {
                let both = table.all([site, table.atom(.site(.destination, partner))])
                facts.append(table.implies(both, same))
            }
        }
        return facts
    }

    private func groupsByPlace(_ groups: [SiteGroup]) -> [Site.Place: [Int]] {
        var result: [Site.Place: [Int]] = [:]
        for (number, group) in groups.enumerated() {
            for member in group.members where result[member.place]?.last != number {
                result[member.place, default: []].append(number)
            }
        }
        return result
    }

    /// The destination groups with a member in a namespace of this group, ascending.
    private func sharing(_ group: SiteGroup, _ byPlace: [Site.Place: [Int]]) -> [Int] {
        var result: Set<Int> = []
        for member in group.members { result.formUnion(byPlace[member.place] ?? []) }
        return result.sorted()
    }

    /// Two different pods, one of each group, can be in one namespace. A bare Pod is one pod: it does not connect to
    /// itself (networkpolicy.md §5).
    private func canShareNamespace(_ group: SiteGroup, _ other: SiteGroup) -> Bool {
        var members: [Site.Place: Set<Site>] = [:]
        for member in other.members { members[member.place, default: []].insert(member) }
        return group.members.contains { member in
            (members[member.place] ?? []).contains { !areDifferent || $0 != member || !world.isSinglePod($0) }
        }
    }
}

extension World {
    /// The site is one listed bare Pod.
    func isSinglePod(_ site: Site) -> Bool {
        site.workload.map { cluster.workloads[$0].isSinglePod } ?? false
    }
}
