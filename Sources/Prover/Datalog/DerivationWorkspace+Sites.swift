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

        var asLocated: ObligationBuilder.Located {
            ObligationBuilder.Located(
                site: site, condition: .always,
                governed: SiteVerdicts.Governed(entries: [], unknownIf: .never), numbers: [], verdict: .always)
        }
    }

    func locate(isOpen: Bool, guarded: Set<Site.Place>?) -> [Located] {
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
                let governed = workspace.governed(candidate.site.place, role).governed
                located.passes[direction] =
                    gates.contains(direction) ? workspace.verdict(of: governed, role) : .always
                guard isolation.contains(direction) else { continue }
                located.ownerDecides[direction] = governed.unknownIf
                var known = governed
                known.unknownIf = .never
                located.isLeftOpen[direction] = SiteVerdicts(world, at: role)
                    .openness(of: known, premises: nil, in: &workspace.table)
            }
            return located
        }
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
    fileprivate var gates: Set<Direction> {
        var result: Set<Direction> = []
        for literal in rules.flatMap(\.body) {
            guard case .attempt(_, let gate, _) = literal.part else { continue }
            result.formUnion(gate.directions)
        }
        return result
    }

    /// The directions in which conditions ask whether a pod is isolated.
    fileprivate func asksForIsolation(atoms conditions: [[Formula]], in table: FormulaTable) -> Set<Direction> {
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
