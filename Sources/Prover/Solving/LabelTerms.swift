import PolicyModel
import SMT

/// One label of one endpoint in the solver: exactly one of its states holds.
struct LabelTerms {
    let domain: LabelDomain
    let absent: Term
    /// In the order of `domain.mentioned`.
    let mentioned: [Term]
    /// Values that nobody mentions; the same position at both ends means the same value.
    let fresh: [Term]

    init(_ domain: LabelDomain, in session: inout Session) throws(SMTError) {
        self.domain = domain
        absent = try session.boolean()
        var terms: [Term] = []
        for _ in domain.mentioned { terms.append(try session.boolean()) }
        mentioned = terms
        terms = []
        for _ in 0..<domain.freshValues { terms.append(try session.boolean()) }
        fresh = terms
        let states = [absent] + mentioned + fresh
        try session.assert(try session.or(states))
        try session.assert(try session.atMostOne(states))
    }

    /// The label is in a set of states.
    func isIn(_ set: LabelSet, in session: inout Session) throws(SMTError) -> Term {
        let members = zip(domain.mentioned, mentioned).filter { set.contains($0.0) }.map(\.1)
        if members.count * 2 > mentioned.count {
            let outside = zip(domain.mentioned, mentioned).filter { !set.contains($0.0) }.map(\.1)
            let excluded = outside + (set.includesAbsence ? [] : [absent]) + (set.isCofinite ? [] : fresh)
            return session.not(try session.or(excluded))
        }
        return try session.or(
            members + (set.includesAbsence ? [absent] : []) + (set.isCofinite ? fresh : []))
    }

    /// Both labels are present and equal.
    func equals(_ other: LabelTerms, in session: inout Session) throws(SMTError) -> Term {
        var options: [Term] = []
        for (left, right) in zip(mentioned + fresh, other.mentioned + other.fresh) {
            options.append(try session.and([left, right]))
        }
        return try session.or(options)
    }

    enum State: Hashable {
        case absent
        case value(String)
        /// The nth value that nobody mentions.
        case fresh(Int)
    }

    func state(in session: borrowing Session) throws(SMTError) -> State {
        if try session.value(of: absent) { return .absent }
        if let index = try session.values(of: mentioned).firstIndex(of: true) { return .value(domain.mentioned[index]) }
        return .fresh(try session.values(of: fresh).firstIndex(of: true) ?? 0)
    }
}
