import Evaluation
import NetworkModel
import PolicyModel
import SMT

/// What counterexamples have in common that are only other spellings of one: the same rules let them pass, or the same
/// lack of policies, or they are at sites that nothing tells apart.
struct Likeness {
    private let counterexample: ReplayedWitness
    private let groups: [EndpointRole: Int]
    private let replay: Replay
    private let premises: Knowledge

    init(
        _ counterexample: ReplayedWitness, at groups: [EndpointRole: Int], replay: Replay, premises: Knowledge
    ) {
        self.counterexample = counterexample
        self.groups = groups
        self.replay = replay
        self.premises = premises
    }

    /// - Parameter isRough: whether to be at the same sites is enough.
    func term(isRough: Bool, _ encoding: inout Encoding, in session: inout Session) throws(SMTError) -> Term {
        var parts: [Term] = []
        for role in EndpointRole.pair {
            let end = counterexample.decision[role.direction]
            guard replay.isViolatedByConnection || end.decision == .denied else { continue }
            // Every role of a witness has a site.
            parts.append(encoding.sites[role]![groups[role]!])
            if !isRough, let way = way(end.reason, role, &encoding) {
                parts.append(try encoding.term(for: way, in: &session))
            }
        }
        return try session.and(parts)
    }

    /// How the connection passes at one end, as a formula; nil where that cannot be asked of others.
    private func way(_ reason: Reason, _ role: EndpointRole, _ encoding: inout Encoding) -> Formula? {
        let known = knowledge(encoding.obligation)
        let meaning = replay.world.meaning
        switch reason {
        case .rule(let reference):
            guard let rule = rule(reference) else { return nil }
            return encoding.expressible(under: known) { meaning.formula(of: rule, reference.direction, in: &$0) }
        case .noPolicySelects:
            let subjects = isolatingSubjects(role)
            return encoding.expressible(under: known) { table in
                let selecting = subjects.map { meaning.formula(of: $0, at: role, own: role, in: &table) }
                return table.not(table.any(selecting))
            }
        default: return nil
        }
    }

    /// Nil for rules of policies that only the replay knows.
    private func rule(_ reference: RuleReference) -> Rule? {
        let policy = replay.world.policies.all.first { $0.identity == reference.policy.identity }
        let rules = policy?.rules(reference.direction) ?? []
        return rules.indices.contains(reference.index) ? rules[reference.index] : nil
    }

    /// The pods that policies isolate in the namespace of the endpoint.
    private func isolatingSubjects(_ role: EndpointRole) -> [EndpointPredicate] {
        guard let namespace = counterexample.witness.endpoint(role).pod?.namespace else { return [] }
        let place = namespace.isListed ? namespace.name : Universe.futureNamespacePlaceholder
        let entries = replay.world.policies.entries(role.direction, inNamespace: place)
        return entries.filter(\.governing.isolates).map { replay.world.policies.all[$0.number].subject }
    }

    /// What is so at the same sites, whatever the connection.
    private func knowledge(_ obligation: Obligation) -> Knowledge {
        var known = premises
        for role in EndpointRole.pair {
            // Every role of a witness has a group.
            let group = obligation.groups[role]![groups[role]!]
            if let site = group.members.first { known.know(isPod: role, site.isPod) }
            for (variable, value) in group.fixed { known.know(variable, in: .exactly(value)) }
        }
        return known
    }
}
