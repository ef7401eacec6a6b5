public import NetworkModel
public import PolicyModel

/// One of two revisions to be compared: what it lists, and its policies.
public struct Revision: Sendable {
    public var cluster: Cluster
    public var program: PolicyProgram

    public init(cluster: Cluster, program: PolicyProgram) {
        self.cluster = cluster
        self.program = program
    }
}

/// Two revisions over one list of namespaces and workloads, so that a site is the same place in both.
///
/// A namespace that one revision lists and the other does not is taken in the other as it would be if it were created
/// there as the first one has it: with the same labels, and with the policies that the universe says new namespaces
/// are created with, or with none. Labels that only one revision knows (the other gives no manifest) are those of both.
struct AlignedRevisions {
    let base: World
    let head: World
    /// The formulas of both.
    let table: FormulaTable

    init(base: Revision, head: Revision, universe: Universe) {
        let sides = [base, head]
        let clusters = Self.aligned(sides.map(\.cluster))
        var table = FormulaTable()
        let worlds = zip(sides, clusters).map { side, cluster in
            let added = Set(cluster.namespaces.map(\.name)).subtracting(side.cluster.namespaces.map(\.name))
            return World(
                cluster: cluster, program: side.program.addingTemplates(of: universe, to: added.sorted()),
                universe: universe, sharing: &table)
        }
        (self.base, self.head) = (worlds[0], worlds[1])
        self.table = table
    }

    /// One revision, which may be different only by what sites say of it.
    init(both world: World, table: FormulaTable) {
        (base, head, self.table) = (world, world, table)
    }

    private static func aligned(_ clusters: [Cluster]) -> [Cluster] {
        let names = Set(clusters.flatMap { $0.namespaces.map(\.name) }).sorted()
        let identities = Set(clusters.flatMap { $0.workloads.map(\.identity) })
        let workloads = clusters.map { cluster in
            Dictionary(cluster.workloads.map { ($0.identity, $0) }) { first, _ in first }
        }
        return clusters.indices.map { side in
            let namespaces = names.map { name -> Namespace in
                let own = clusters[side].namespace(named: name)
                if let own, own.hasManifest { return own }
                let other = clusters[1 - side].namespace(named: name)
                if let other, other.hasManifest { return other }
                return Namespace(name: name, hasManifest: false)
            }
            return Cluster(
                namespaces: namespaces,
                workloads: identities.compactMap { workloads[side][$0] ?? workloads[1 - side][$0] })
        }
    }
}

extension PolicyProgram {
    /// With the policies that new namespaces are created with, in namespaces that are not listed.
    fileprivate func addingTemplates(of universe: Universe, to namespaces: [String]) -> PolicyProgram {
        guard let templates = universe.namespaces.policies, !templates.isEmpty, !namespaces.isEmpty,
            let tier = tiers.firstIndex(where: \.isWrittenByNamespaceOwners)
        else { return self }
        var program = self
        for namespace in namespaces {
            program.tiers[tier].policies += templates.map { template in
                var policy = template
                policy.identity.namespace = namespace
                return policy
            }
        }
        return program
    }
}
