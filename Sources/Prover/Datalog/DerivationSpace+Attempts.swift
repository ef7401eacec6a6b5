import NetworkModel
import PolicyModel
import SMT

extension DerivationSpace {
    /// A new attempt from one endpoint to another.
    mutating func attempt(
        from source: Int, to destination: Int, in session: inout Session
    ) throws(SMTError) -> Int {
        var transports: [Term] = []
        for _ in TransportProtocol.allCases { transports.append(try session.boolean()) }
        try session.assert(try session.or(transports))
        try session.assert(try session.atMostOne(transports))
        let port = try OrderedValues(cuttingAt: portRanges, within: PortSet.validPorts.widened, in: &session)
        attempts.append(
            AttemptTerms(
                source: source, destination: destination, isMade: try session.boolean(), transports: transports,
                port: port, isV4: try session.boolean()))
        let number = attempts.count - 1
        try assertFacts(of: number, in: &session)
        return number
    }

    private mutating func assertFacts(of number: Int, in session: inout Session) throws(SMTError) {
        let attempt = attempts[number]
        let notMade = session.not(attempt.isMade)
        guard attempt.source != attempt.destination else {
            try session.assert(notMade)
            return
        }
        let ends = [attempt.source, attempt.destination]
        let pods = ends.map { endpoints[$0].isPod }
        try session.assert(try session.or([notMade] + pods))
        if comparesNamespaces || !workspace.pairFacts.ofDifferent.isEmpty {
            _ = try sameNamespace(ends[0], ends[1], in: &session)
        }
        if workspace.comparesEndpoints {
            let same = try sameEndpoint(ends[0], ends[1], in: &session)
            try session.assert(try session.or([notMade, session.not(same)]))
        }
        for fact in workspace.classes.flatMap(\.declarations) + workspace.namedPortFacts {
            try session.assert(try term(for: fact, ofAttempt: number, &session))
        }
        for fact in workspace.pairFacts.ofDifferent {
            try session.assert(try session.or([notMade, try term(for: fact, ofAttempt: number, &session)]))
        }
        guard asksForAddresses else { return }
        for end in ends {
            let facts = try addressFacts(of: end, isV4: attempt.isV4, in: &session)
            for fact in facts { try session.assert(try session.or([notMade, fact])) }
            // What is outside has one address.
            let isOwn = try session.iff(attempt.isV4, endpoints[end].isV4)
            try session.assert(try session.or([notMade, session.not(endpoints[end].isExternal), isOwn]))
        }
        try separateAddresses(of: attempt, in: &session)
    }

    /// Two attempts aim at the same port, or are of the same protocol.
    ///
    /// Ports between the same cuts are alike, so that attempts which aim there can aim at one of them.
    func agree(
        _ one: Int, _ other: Int, on subject: DatalogProgram.Agreement.Subject, in session: inout Session
    ) throws(SMTError) -> Term {
        let (left, right) = (attempts[one], attempts[other])
        let pairs =
            switch subject {
            case .port: zip(left.port.below, right.port.below)
            case .transport: zip(left.transports, right.transports)
            }
        var parts: [Term] = []
        for (term, twin) in pairs { parts.append(try session.iff(term, twin)) }
        return try session.and(parts)
    }

    /// The policies that a gate asks let the attempt pass.
    mutating func passes(
        _ number: Int, _ gate: DatalogProgram.Gate, in session: inout Session
    ) throws(SMTError) -> Term {
        var parts: [Term] = []
        for direction in gate.directions { parts.append(try passes(number, direction, in: &session)) }
        return try session.and(parts)
    }

    private mutating func passes(
        _ number: Int, _ direction: Direction, in session: inout Session
    ) throws(SMTError) -> Term {
        if let known = attempts[number].passes[direction] { return known }
        let end = direction == .egress ? attempts[number].source : attempts[number].destination
        var options: [Term] = []
        for (position, item) in workspace.classes.enumerated() {
            // Every class says something of both directions.
            let verdict = item.passes[direction]!
            guard verdict != .never else { continue }
            let passes = try term(for: verdict, ofAttempt: number, &session)
            options.append(try session.and([endpoints[end].sites[position], passes]))
        }
        let result = try session.or(options)
        attempts[number].passes[direction] = result
        return result
    }
}
