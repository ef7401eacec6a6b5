import NetworkModel
import PolicyModel
import SMT

/// Connections to begin with: between listed pods, without special circumstances.
struct SeedPreferences {
    let revisions: AlignedRevisions

    func terms(_ encoding: Encoding, in session: borrowing Session) -> [Term] {
        var result: [Term] = []
        for atom in [Atom.choice(.ipBlockMatchesPods), .choice(.initContainerPortsCount)] {
            if let term = encoding.booleans[atom] { result.append(session.not(term)) }
        }
        for role in EndpointRole.pair {
            let groups = encoding.obligation.groups[role] ?? []
            let others = groups.indices.filter { groups[$0].members[0].place.listed == nil }
            // Every group has a term.
            for other in others { result.append(session.not(encoding.sites[role]![other])) }
        }
        return result
    }
}

/// Connections to show: as above, with few labels, over TCP.
struct WitnessPreferences {
    let revisions: AlignedRevisions

    func terms(_ encoding: Encoding, in session: borrowing Session) -> [Term] {
        var result = SeedPreferences(revisions: revisions).terms(encoding, in: session)
        result += encoding.transports.prefix(1)
        for role in EndpointRole.pair {
            for tier in revisions.head.program.tiers.indices {
                guard let term = encoding.booleans[.ownerAllows(role, tier: tier)] else { continue }
                result.append(session.not(term))
            }
        }
        for variable in encoding.labels.keys.sorted() where variable.role.original == variable.role {
            result += encoding.labels[variable].map { [$0.absent] } ?? []
        }
        return result
    }
}
