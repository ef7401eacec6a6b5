import NetworkModel
import PolicyModel
import SMT

/// What a connection aims at, and the addresses of endpoints.
extension DerivationSpace {
    func target(
        _ set: PortSet, of attempt: AttemptTerms, in session: inout Session
    ) throws(SMTError) -> Term {
        var options: [Term] = []
        for transport in TransportProtocol.allCases where !set[transport].isEmpty {
            var ranges: [Term] = []
            for range in set[transport].ranges {
                ranges.append(try attempt.port.contains(range.widened, in: &session))
            }
            options.append(try session.and([attempt.transports[Int(transport.rawValue)], try session.or(ranges)]))
        }
        return try session.or(options)
    }

    /// Which family's address of an endpoint counts in a view: that of its one connection, or whichever fits.
    mutating func family(
        of endpoint: Int, in view: inout View, _ session: inout Session
    ) throws(SMTError) -> Term {
        if let known = view.families[endpoint] { return known }
        let isV4 = try session.boolean()
        view.families[endpoint] = isV4
        let isOwn = try session.iff(isV4, endpoints[endpoint].isV4)
        try session.assert(try session.or([session.not(endpoints[endpoint].isExternal), isOwn]))
        let isUnused = session.not(view.isUsed ?? session.literal(true))
        for fact in try addressFacts(of: endpoint, isV4: isV4, in: &session) {
            try session.assert(try session.or([isUnused, fact]))
        }
        return isV4
    }

    mutating func address(
        _ endpoint: Int, in set: AddressSet, isV4: Term, _ session: inout Session
    ) throws(SMTError) -> Term {
        var options: [Term] = []
        for family in IPAddress.Family.allCases where !set[family].isEmpty {
            var ranges: [Term] = []
            for range in set[family].ranges {
                ranges.append(
                    try endpoints[endpoint].addresses[Int(family.rawValue)].contains(range, in: &session))
            }
            let isFamily = family == .v4 ? isV4 : session.not(isV4)
            options.append(try session.and([isFamily, try session.or(ranges)]))
        }
        return try session.or(options)
    }

    /// What it takes for the ipBlocks of policies to match an endpoint that has an address in them. Of pods the formulas
    /// themselves say it; of nodes it is one choice, settled where a universe says that they match pods: plugins that
    /// compare addresses do so for both.
    mutating func blocksMatch(_ endpoint: Int, in session: inout Session) throws(SMTError) -> Term {
        guard workspace.hasNodes, workspace.world.universe.network.ipBlockMatchesPods != .always else {
            return session.literal(true)
        }
        let isSo = try global(.ipBlockMatchesNodes, in: &session)
        return try session.or([session.not(endpoints[endpoint].isNode), isSo])
    }

    /// Where the address of an endpoint can be.
    mutating func addressFacts(
        of endpoint: Int, isV4: Term, in session: inout Session
    ) throws(SMTError) -> [Term] {
        let world = workspace.world
        let pod = try address(endpoint, in: world.podAddresses, isV4: isV4, &session)
        let external = try address(endpoint, in: world.externalAddresses, isV4: isV4, &session)
        let terms = endpoints[endpoint]
        let facts = [try session.implies(terms.isPod, pod), try session.implies(terms.isExternal, external)]
        guard workspace.hasNodes else { return facts }
        let node = try address(endpoint, in: world.nodeAddresses, isV4: isV4, &session)
        return facts + [try session.implies(terms.isNode, node)]
    }

    /// Two different endpoints never have one address.
    func separateAddresses(of attempt: AttemptTerms, in session: inout Session) throws(SMTError) {
        let notMade = session.not(attempt.isMade)
        for family in IPAddress.Family.allCases {
            let isOther = family == .v4 ? session.not(attempt.isV4) : attempt.isV4
            let ends = [attempt.source, attempt.destination].map { endpoints[$0].addresses[Int(family.rawValue)] }
            let singletons = [try ends[0].singletons(in: &session), try ends[1].singletons(in: &session)]
            for (left, right) in zip(singletons[0], singletons[1]) {
                try session.assert(
                    try session.or([notMade, isOther, session.not(left.term), session.not(right.term)]))
            }
        }
    }
}
