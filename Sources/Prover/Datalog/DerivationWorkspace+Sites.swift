import NetworkModel
import PolicyModel

extension DerivationWorkspace {
    var namedWorkloads: [WorkloadIdentity] {
        var collector = AtomCollector()
        collector.visit(conditions.joined(), in: workspace.table)
        return collector.atoms.compactMap { atom in
            if case .workload(_, let identity) = atom { identity } else { nil }
        }
    }

    /// A site with what its policies make of connections.
    struct Located {
        var site: Site
        var passes: [Direction: Formula]
        var ownerDecides: [Direction: Formula]
        var isLeftOpen: [Direction: Formula]
        /// The policies behind that, where they are tracked.
        var tracked: [Direction: Tracked] = [:]

        var asLocated: ObligationBuilder.Located {
            ObligationBuilder.Located(
                site: site, condition: .always,
                governed: SiteVerdicts.Governed(entries: [], unknownIf: .never), numbers: [], verdict: .always)
        }
    }

    /// Policies of a site that are premises, and their numbers by position.
    struct Tracked {
        var governed: SiteVerdicts.Governed
        var numbers: [Int]
    }

    func locate() -> [Located] {
        let named = namedWorkloads.map { workspace.table.atom(.workload(.source, $0)) }
        let mentions = workspace.table.any(named)
        var candidates = Candidates(
            world, role: .source, condition: .always, limits: [mentions], in: workspace.table)
        let gates = program.gates
        let isolation = program.asksForIsolation(atoms: conditions, in: workspace.table)
        return candidates.sites(at: placeKinds, in: &workspace.table).map { candidate in
            var located = Located(site: candidate.site, passes: [:], ownerDecides: [:], isLeftOpen: [:])
            for direction in Direction.allCases {
                let role = EndpointRole.subject(of: direction)
                let isGuarded = guarded?.contains(candidate.site.place) ?? true
                guard candidate.site.isPod, !isOpen, isGuarded,
                    gates.contains(direction) || isolation.contains(direction)
                else {
                    located.passes[direction] = .always
                    continue
                }
                let (governed, numbers) = workspace.governed(candidate.site.place, role)
                if isTracked { located.tracked[direction] = Tracked(governed: governed, numbers: numbers) }
                located.passes[direction] =
                    gates.contains(direction) ? workspace.verdict(of: governed, role) : .always
                guard isolation.contains(direction) else { continue }
                located.ownerDecides[direction] = governed.unknownIf
                located.isLeftOpen[direction] = openness(of: governed, direction, firstPremise: nil)
            }
            return located
        }
    }

    /// When none of the policies that are known isolates the pod.
    func openness(of governed: SiteVerdicts.Governed, _ direction: Direction, firstPremise: Int?) -> Formula {
        var known = governed
        known.unknownIf = .never
        return SiteVerdicts(world, at: .subject(of: direction))
            .openness(of: known, premises: firstPremise, in: &workspace.table)
    }

    func atoms(of located: [Located]) -> [Atom] {
        var collector = AtomCollector()
        collector.visit(conditions.joined(), in: workspace.table)
        collector.visit(ports.joined(), in: workspace.table)
        for item in located {
            for direction in Direction.allCases {
                collector.visit(
                    [item.passes, item.ownerDecides, item.isLeftOpen].compactMap { $0[direction] },
                    in: workspace.table)
                // Each policy counts by itself, also where the verdict does not depend on it.
                if let governed = item.tracked[direction]?.governed {
                    collector.visit(governed.unknownIf, in: workspace.table)
                    for policy in governed.entries.map(\.governing) {
                        collector.visit([policy.selects] + policy.rules.map(\.matches), in: workspace.table)
                    }
                }
            }
        }
        return collector.atoms
    }
}

extension DatalogProgram {
    /// What all attempts together may aim at; nil for anything.
    var aimedPorts: [PortEntry]? {
        var result: [PortEntry] = []
        for attempt in rules.flatMap(\.attempts) {
            guard let ports = attempt.ports else { return nil }
            result += ports
        }
        return result.isEmpty ? nil : result
    }

    /// The directions whose policies are asked about connections.
    var gates: Set<Direction> {
        var result: Set<Direction> = []
        for literal in rules.flatMap(\.body) {
            guard case .attempt(_, let gate, _) = literal.part else { continue }
            result.formUnion(gate.directions)
        }
        return result
    }

    /// The directions in which conditions ask whether a pod is isolated.
    func asksForIsolation(atoms conditions: [[Formula]], in table: FormulaTable) -> Set<Direction> {
        var collector = AtomCollector()
        collector.visit(conditions.joined(), in: table)
        return Set(
            collector.atoms.compactMap { atom in
                if case .isolated(_, let direction) = atom { direction } else { nil }
            })
    }
}

extension DatalogProgram.Gate {
    /// The directions whose policies it asks.
    var directions: [Direction] {
        switch self {
        case .both: [.egress, .ingress]
        case .egress: [.egress]
        case .ingress: [.ingress]
        }
    }
}
