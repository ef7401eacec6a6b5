import NetworkModel
import PolicyModel
import SMT

/// Which endpoints are one and the same.
///
/// Said only of endpoints that rules compare, and of those that are compared with these in turn. Of most pods there may
/// be another one just like it, so that "another" costs nothing but the room for it.
extension DerivationSpace {
    /// Both are one endpoint.
    mutating func sameEndpoint(_ one: Int, _ other: Int, in session: inout Session) throws(SMTError) -> Term {
        guard one != other else { return session.literal(true) }
        let pair = Pair(one, other)
        if let known = sameEndpoints[pair] { return known }
        let same = try session.boolean()
        sameEndpoints[pair] = same
        try session.assert(try session.implies(same, try areAlike(one, other, in: &session)))
        try tellApart(pair, same, in: &session)
        for third in endpoints.indices where sameEndpoints[Pair(one, third)] != nil && third != other {
            _ = try sameEndpoint(third, other, in: &session)
        }
        for third in endpoints.indices where sameEndpoints[Pair(other, third)] != nil && third != one {
            _ = try sameEndpoint(third, one, in: &session)
        }
        try relate(pair, same, sameEndpoints, in: &session)
        return same
    }

    /// A listed bare Pod is one pod, and an address outside is one endpoint.
    private mutating func tellApart(_ pair: Pair, _ same: Term, in session: inout Session) throws(SMTError) {
        let (left, right) = (endpoints[pair.first], endpoints[pair.second])
        for (position, item) in workspace.classes.enumerated() where item.isOnePod(in: workspace.world) {
            let both = [left.sites[position], right.sites[position]]
            try session.assert(try session.or([same] + both.map { session.not($0) }))
        }
        for family in IPAddress.Family.allCases where asksForAddresses {
            let isOther = family == .v4 ? session.not(left.isV4) : left.isV4
            let isOthers = family == .v4 ? session.not(right.isV4) : right.isV4
            let outside = [same, session.not(left.isExternal), session.not(right.isExternal), isOther, isOthers]
            let singletons = [
                try left.addresses[Int(family.rawValue)].singletons(in: &session),
                try right.addresses[Int(family.rawValue)].singletons(in: &session),
            ]
            for (one, other) in zip(singletons[0], singletons[1]) {
                try session.assert(try session.or(outside + [session.not(one.term), session.not(other.term)]))
            }
        }
    }

    /// All that can be told of one endpoint is so of the other.
    private mutating func areAlike(_ one: Int, _ other: Int, in session: inout Session) throws(SMTError) -> Term {
        let (left, right) = (endpoints[one], endpoints[other])
        var parts: [Term] = []
        for (site, twin) in zip(left.sites, right.sites) { parts.append(try session.iff(site, twin)) }
        for variable in left.labels.keys.sorted() {
            // All endpoints have the same labels.
            let (label, twin) = (left.labels[variable]!, right.labels[variable]!)
            for (state, same) in zip(label.states, twin.states) { parts.append(try session.iff(state, same)) }
        }
        for (values, twins) in zip(left.addresses, right.addresses) {
            for (cut, twin) in zip(values.below, twins.below) { parts.append(try session.iff(cut, twin)) }
        }
        parts.append(try session.iff(left.isV4, right.isV4))
        for direction in Direction.allCases
        where workspace.classes.contains(where: { $0.ownerDecides[direction] != nil }) {
            let isolates = [
                try ownerIsolates(one, direction, in: &session), try ownerIsolates(other, direction, in: &session),
            ]
            parts.append(try session.iff(isolates[0], isolates[1]))
        }
        let same = try sameNamespace(one, other, in: &session)
        parts.append(try session.implies(left.isPod, same))
        return try session.and(parts)
    }
}

extension SiteClass {
    /// Whether there is no more than one pod in it.
    fileprivate func isOnePod(in world: World) -> Bool {
        group.members.count == 1 && world.isSinglePod(group.members[0])
    }
}
