import NetworkModel
import PolicyModel

/// Mutants of a world's policies in formulas.
struct MutatedPolicies: Sendable {
    /// The world as it is, with the formulas of the mutants in its table.
    let world: World
    let mutants: [Mutant]
    /// For each mutant what it makes of its policy in each direction; missing where it does not bear on one.
    private let entries: [[Direction: SiteVerdicts.Governed.Entry]]
    private var byPlace: [Site.Place: [Int]] = [:]
    private var everywhere: [Int] = []

    init(_ mutants: [Mutant], of world: World) {
        var table = world.table
        entries = mutants.map { Self.entries(of: $0, in: world, &table) }
        self.mutants = mutants
        self.world = world.starting(from: table)
        var positions: [String: Int] = [:]
        for (position, namespace) in world.cluster.namespaces.enumerated() { positions[namespace.name] = position }
        for (number, mutant) in mutants.enumerated() {
            switch world.policies.all[mutant.policy].identity.namespace {
            case nil: everywhere.append(number)
            case Universe.futureNamespacePlaceholder: byPlace[.future, default: []].append(number)
            case let name?:
                // A policy of a namespace that is not listed governs nothing.
                guard let position = positions[name] else { continue }
                byPlace[.namespace(position), default: []].append(number)
            }
        }
    }

    private static func entries(
        of mutant: Mutant, in world: World, _ table: inout FormulaTable
    ) -> [Direction: SiteVerdicts.Governed.Entry] {
        guard let policy = mutant.replacement else { return [:] }
        let tier = world.policies.tiers[mutant.policy]
        var entries: [Direction: SiteVerdicts.Governed.Entry] = [:]
        for direction in Direction.allCases {
            let governing = PolicyIndex.governing(
                policy, direction, world.program.tiers[tier].precedence, meaning: world.meaning, in: &table)
            entries[direction] = governing.map { SiteVerdicts.Governed.Entry(tier: tier, governing: $0) }
        }
        return entries
    }

    /// The numbers of the mutants of policies that bear on pods of a place; ascending.
    func mutants(at place: Site.Place) -> [Int] {
        guard place != .external, place != .node else { return [] }
        return everywhere.isEmpty ? byPlace[place] ?? [] : ((byPlace[place] ?? []) + everywhere).sorted()
    }

    /// Mutants that bear on the same places, and these, in canonical order.
    func groups(of mutants: Set<Int>) -> [(mutants: Set<Int>, places: Set<Site.Place>)] {
        let places = world.cluster.namespaces.indices.map { Site.Place.namespace($0) } + [.future]
        let whole = mutants.intersection(everywhere)
        let groups = places.map { (mutants.intersection(byPlace[$0] ?? []), Set([$0])) } + [(whole, Set(places))]
        return groups.filter { !$0.0.isEmpty }.map { (mutants: $0.0, places: $0.1) }
    }

    func entry(_ mutant: Int, _ direction: Direction) -> SiteVerdicts.Governed.Entry? { entries[mutant][direction] }

    /// The world as the evaluator sees it under a mutant.
    func world(under mutant: Int) -> World {
        world.replayed(with: mutants[mutant].replacement, at: mutants[mutant].policy)
    }

    /// The world under a mutant, as the prover would compile it from the start.
    func compiledWorld(under mutant: Int) -> World {
        let (number, replacement) = (mutants[mutant].policy, mutants[mutant].replacement)
        let replayed = world(under: mutant)
        var (program, rest) = (world.program, number)
        for tier in program.tiers.indices {
            if program.tiers[tier].policies.indices.contains(rest) {
                program.tiers[tier].policies.replaceSubrange(rest...rest, with: [replacement].compactMap(\.self))
            }
            rest -= world.program.tiers[tier].policies.count
        }
        var compiled = World(cluster: world.cluster, program: program, universe: replayed.universe)
        compiled.anyPolicies = world.anyPolicies
        return compiled
    }

    /// Mutants by the namespace of their policies, so that each part can be worked on by itself: about as many parts.
    func parts(_ count: Int) -> [[Int]] {
        let order = mutants.indices.sorted {
            (place(of: $0), $0) < (place(of: $1), $1)
        }
        var parts: [[Int]] = []
        let size = max(1, (order.count + count - 1) / max(1, count))
        for number in order {
            if let last = parts.indices.last,
                parts[last].count < size || place(of: parts[last].last!) == place(of: number)
            {
                parts[last].append(number)
            } else {
                parts.append([number])
            }
        }
        return parts
    }

    private func place(of mutant: Int) -> String {
        world.policies.all[mutants[mutant].policy].identity.namespace ?? ""
    }
}
