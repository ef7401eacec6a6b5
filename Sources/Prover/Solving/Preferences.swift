import PolicyModel
import SMT

/// What makes a counterexample plain before its values are looked at: asked for one after the other, each kept if the
/// violation is still possible with it.
struct Preferences {
    /// Choices that a definite counterexample does not need: what speaks against the violation is preferred.
    let againstChoices: Bool

    func terms(_ encoding: Encoding, in session: inout Session) throws(SMTError) -> [Term] {
        var result: [Term] = []
        for choice in [Choice.ipBlockMatchesPods, .initContainerPortsCount] {
            guard let term = encoding.booleans[.choice(choice)] else { continue }
            result.append(againstChoices ? session.not(term) : term)
        }
        for role in EndpointRole.pair {
            let groups = encoding.obligation.groups[role] ?? []
            let listed = groups.indices.filter { groups[$0].members[0].place.listed != nil }
            let pods = groups.indices.filter { groups[$0].members[0].isPod }
            for preferred in [listed, pods] where !preferred.isEmpty && preferred.count < groups.count {
                result.append(try oneOf(preferred.map { encoding.sites[role]![$0] }, in: &session))
            }
        }
        // Every encoding has a target, so its protocols are there; TCP is the first.
        result.append(encoding.transports[0])
        return result
    }

    private func oneOf(_ terms: [Term], in session: inout Session) throws(SMTError) -> Term {
        let term = try session.boolean()
        try session.assert(try session.implies(term, try session.or(terms)))
        return term
    }

    /// Leaves the session with a model that meets as many preferences as fit, in order, if the last check, whose
    /// answer this is, says *satisfiable*.
    static func settle(_ preferences: [Term], in session: inout Session) throws(SMTError) -> Satisfiability {
        let answer = try session.check(keepsModel: preferences.isEmpty)
        guard answer == .satisfiable, !preferences.isEmpty else { return answer }
        // They mostly fit all together.
        if try session.check(assuming: preferences) == .satisfiable { return .satisfiable }
        var kept: [Term] = []
        for preference in preferences
        where try session.check(assuming: kept + [preference], keepsModel: false) == .satisfiable {
            kept.append(preference)
        }
        return try session.check(assuming: kept)
    }
}
