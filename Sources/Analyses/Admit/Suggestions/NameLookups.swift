import NetworkModel
import PolicyModel

/// Whether suggested policies keep pods from looking up names, of which nobody may think who claims nothing of DNS.
struct NameLookups {
    /// The policies of the cluster with the change.
    let existing: [Policy]

    /// A note for each namespace whose pods could look up names before, and cannot with these policies.
    func notes(on suggested: [CandidatePolicy]) -> [String] {
        Set(suggested.map(\.namespace)).sorted().filter { namespace in
            let own = existing.filter { $0.identity.namespace == namespace }
            let added = suggested.filter { $0.namespace == namespace }.map(\.policy)
            return mayLookUp(own) && !mayLookUp(own + added)
        }.map {
            "pods of \($0) can look up no names then: no invariant claims that they can, as Specs/guardrails/dns.yaml does"
        }
    }

    /// Whether some pod may connect to port 53, as far as ports tell.
    private func mayLookUp(_ policies: [Policy]) -> Bool {
        let isolating = policies.filter { $0.isolates.contains(.egress) }
        if !isolating.contains(where: { $0.subject == .podLabels(.everything) }) { return true }
        return isolating.contains { $0.egress.contains(where: \.allowsLookups) }
    }
}

extension Rule {
    fileprivate var allowsLookups: Bool {
        guard let ports else { return true }
        return ports.contains { entry in
            switch entry.match {
            case .ports(let set): set.contains(.udp, 53)
            case .named: true
            }
        }
    }
}
