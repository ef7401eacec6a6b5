import PolicyModel
import SMT

/// What two endpoints have in common.
extension DerivationSpace {
    /// Both are pods of one namespace.
    mutating func sameNamespace(_ one: Int, _ other: Int, in session: inout Session) throws(SMTError) -> Term {
        guard one != other else { return endpoints[one].isPod }
        let pair = Pair(one, other)
        if let known = sameNamespaces[pair] { return known }
        let same = try session.boolean()
        sameNamespaces[pair] = same
        var view = View([pair.first, pair.second])
        for fact in workspace.pairFacts.ofAny { try session.assert(try term(for: fact, in: &view, &session)) }
        try relate(pair, same, sameNamespaces, in: &session)
        return same
    }

    /// To be in one namespace is transitive; so is to be one endpoint.
    func relate(
        _ pair: Pair, _ same: Term, _ relation: [Pair: Term], in session: inout Session
    ) throws(SMTError) {
        for third in endpoints.indices where third != pair.first && third != pair.second {
            guard let left = relation[Pair(pair.first, third)],
                let right = relation[Pair(pair.second, third)]
            else { continue }
            for (one, two, three) in [(same, left, right), (same, right, left), (left, right, same)] {
                try session.assert(try session.or([session.not(one), session.not(two), three]))
            }
        }
    }

    mutating func sameLabel(
        _ space: LabelSpace, _ key: String, _ one: Int, _ other: Int, in session: inout Session
    ) throws(SMTError) -> Term {
        let variable = LabelVariable(role: .source, space: space, key: key)
        let ends = [endpoints[one], endpoints[other]]
        // Every label that conditions compare is one of each endpoint's.
        let labels = ends.map { $0.labels[variable]! }
        guard one != other else { return try session.and([ends[0].isPod, session.not(labels[0].absent)]) }
        let index = SameLabel(pair: Pair(one, other), space: space, key: key)
        if let known = sameLabels[index] { return known }
        let equal = try labels[0].equals(labels[1], in: &session)
        let same = try session.and([ends[0].isPod, ends[1].isPod, equal])
        sameLabels[index] = same
        return same
    }
}
