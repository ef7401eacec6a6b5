import NetworkModel
import PolicyModel
import SMT

/// An obligation in the solver: what its atoms became, to ask and to read a model.
struct Encoding {
    private(set) var obligation: Obligation
    private(set) var labels: [LabelVariable: LabelTerms] = [:]
    private(set) var sites: [EndpointRole: [Term]] = [:]
    private(set) var transports: [Term] = []
    private(set) var port: OrderedValues?
    private(set) var isV4: [EndpointRole: Term] = [:]
    private(set) var addresses: [EndpointRole: [OrderedValues]] = [:]
    /// Atoms that are Booleans of their own.
    private(set) var booleans: [Atom: Term] = [:]
    private var terms: [Formula: Term] = [:]

    /// Asserts the obligation in a session without assertions.
    init(_ obligation: Obligation, in session: inout Session) throws(SMTError) {
        self.obligation = obligation
        var collector = AtomCollector()
        collector.visit(obligation.assertions, in: obligation.table)
        try makeSites(in: &session)
        try makeLabels(collector.atoms, in: &session)
        try makeTarget(collector.atoms, in: &session)
        try makeAddresses(collector.atoms, in: &session)
        for assertion in obligation.assertions { try session.assert(try term(for: assertion, in: &session)) }
    }

    /// The numbered premises, by number; those that nothing depends on are left out.
    var premises: [(number: Int, term: Term)] {
        booleans.compactMap { atom, term in
            if case .premise(let number) = atom { (number, term) } else { nil }
        }.sorted { $0.number < $1.number }
    }

    // MARK: Attributes

    private mutating func makeSites(in session: inout Session) throws(SMTError) {
        for role in EndpointRole.pair {
            var terms: [Term] = []
            for _ in obligation.groups[role] ?? [] { terms.append(try session.boolean()) }
            sites[role] = terms
            try session.assert(try session.or(terms))
            try session.assert(try session.atMostOne(terms))
        }
    }

    private mutating func makeLabels(_ atoms: [Atom], in session: inout Session) throws(SMTError) {
        var variables: Set<LabelVariable> = []
        for atom in atoms {
            switch atom {
            case .label(let variable, _): variables.insert(variable)
            case .sameLabel(let space, let key, let first, let second):
                variables.insert(LabelVariable(role: first, space: space, key: key))
                variables.insert(LabelVariable(role: second, space: space, key: key))
            default: break
            }
        }
        for variable in variables.sorted() {
            // Every label atom of an obligation has a domain: both come from the same relevance.
            let domain = obligation.domains.first { $0.space == variable.space && $0.key == variable.key }!
            labels[variable] = try LabelTerms(domain, in: &session)
        }
    }

    private mutating func makeTarget(_ atoms: [Atom], in session: inout Session) throws(SMTError) {
        var ranges: [ClosedRange<UInt128>] = []
        for atom in atoms {
            guard case .target(let set) = atom else { continue }
            for transport in TransportProtocol.allCases { ranges += set[transport].ranges.map(\.widened) }
        }
        var terms: [Term] = []
        for _ in TransportProtocol.allCases { terms.append(try session.boolean()) }
        transports = terms
        try session.assert(try session.or(terms))
        try session.assert(try session.atMostOne(terms))
        port = try OrderedValues(cuttingAt: ranges, within: PortSet.validPorts.widened, in: &session)
    }

    private mutating func makeAddresses(_ atoms: [Atom], in session: inout Session) throws(SMTError) {
        var roles: Set<EndpointRole> = []
        var ranges: [IPAddress.Family: [ClosedRange<UInt128>]] = [:]
        for atom in atoms {
            guard case .address(let role, let set) = atom else { continue }
            roles.insert(role)
            for family in IPAddress.Family.allCases { ranges[family, default: []] += set[family].ranges }
        }
        for role in roles.sorted() {
            isV4[role] = try session.boolean()
            var values: [OrderedValues] = []
            for family in IPAddress.Family.allCases {
                values.append(
                    try OrderedValues(cuttingAt: ranges[family] ?? [], within: 0...family.maximum, in: &session))
            }
            addresses[role] = values
        }
        if roles.count == 2 { try separateAddresses(in: &session) }
    }

    /// Two endpoints never have one address.
    private mutating func separateAddresses(in session: inout Session) throws(SMTError) {
        for family in IPAddress.Family.allCases {
            var ends: [[Term]] = []
            for role in EndpointRole.pair {
                // Both roles have addresses where this is called.
                let isFamily = family == .v4 ? isV4[role]! : session.not(isV4[role]!)
                var terms: [Term] = []
                for single in try addresses[role]![Int(family.rawValue)].singletons(in: &session) {
                    terms.append(try session.and([isFamily, single.term]))
                }
                ends.append(terms)
            }
            // The cut points are the same at both ends, so the stretches correspond by position.
            for (left, right) in zip(ends[0], ends[1]) {
                try session.assert(try session.or([session.not(left), session.not(right)]))
            }
        }
    }

    // MARK: Formulas

    /// The term that stands for a formula of the obligation's table.
    mutating func term(for formula: Formula, in session: inout Session) throws(SMTError) -> Term {
        if let known = terms[formula] { return known }
        let term: Term
        switch obligation.table[formula] {
        case .constant(let value): term = session.literal(value)
        case .atom(let atom): term = try self.term(for: atom, in: &session)
        case .not(let inner): term = session.not(try self.term(for: inner, in: &session))
        case .all(let parts): term = try session.and(try self.terms(for: parts, in: &session))
        case .any(let parts): term = try session.or(try self.terms(for: parts, in: &session))
        }
        terms[formula] = term
        return term
    }

    /// A formula made in the obligation's table, as plain as what is known makes it; nil if it needs atoms that this
    /// encoding does not have.
    mutating func expressible(
        under knowledge: Knowledge, _ make: (inout FormulaTable) -> Formula
    ) -> Formula? {
        var simplification = Simplification(under: knowledge)
        let formula = simplification.simplified(make(&obligation.table), in: &obligation.table)
        var collector = AtomCollector()
        collector.visit(formula, in: obligation.table)
        let isKnown = collector.atoms.allSatisfy { atom in
            switch atom {
            case .label(let variable, let set):
                labels[variable].map { Set($0.domain.mentioned).isSuperset(of: set.values) } ?? false
            case .target(let set):
                TransportProtocol.allCases.allSatisfy { transport in
                    set[transport].ranges.allSatisfy { port?.hasCuts(for: $0.widened) ?? false }
                }
            case .address: false
            default: booleans[atom] != nil
            }
        }
        return isKnown ? formula : nil
    }

    private mutating func terms(for formulas: [Formula], in session: inout Session) throws(SMTError) -> [Term] {
        var result: [Term] = []
        result.reserveCapacity(formulas.count)
        for formula in formulas { result.append(try term(for: formula, in: &session)) }
        return result
    }

    private mutating func term(for atom: Atom, in session: inout Session) throws(SMTError) -> Term {
        switch atom {
        case .site(let role, let number): return sites[role]![number]
        case .label(let variable, let set): return try labels[variable]!.isIn(set, in: &session)
        case .target(let set): return try target(set, in: &session)
        case .address(let role, let set): return try address(role, set, in: &session)
        case .sameLabel(let space, let key, let first, let second):
            return try sameLabel(atom, space, key, first, second, in: &session)
        default: return try boolean(atom, in: &session)
        }
    }

    private mutating func boolean(_ atom: Atom, in session: inout Session) throws(SMTError) -> Term {
        if let known = booleans[atom] { return known }
        let term = try session.boolean()
        booleans[atom] = term
        return term
    }

    private func target(_ set: PortSet, in session: inout Session) throws(SMTError) -> Term {
        var options: [Term] = []
        for transport in TransportProtocol.allCases where !set[transport].isEmpty {
            var ranges: [Term] = []
            for range in set[transport].ranges { ranges.append(try port!.contains(range.widened, in: &session)) }
            options.append(try session.and([transports[Int(transport.rawValue)], try session.or(ranges)]))
        }
        return try session.or(options)
    }

    private func address(_ role: EndpointRole, _ set: AddressSet, in session: inout Session) throws(SMTError) -> Term {
        var options: [Term] = []
        for family in IPAddress.Family.allCases where !set[family].isEmpty {
            var ranges: [Term] = []
            for range in set[family].ranges {
                ranges.append(try addresses[role]![Int(family.rawValue)].contains(range, in: &session))
            }
            let isFamily = family == .v4 ? isV4[role]! : session.not(isV4[role]!)
            options.append(try session.and([isFamily, try session.or(ranges)]))
        }
        return try session.or(options)
    }

    /// Both present and equal; where an end is no pod, its labels mean nothing and another assertion says so.
    private mutating func sameLabel(
        _ atom: Atom, _ space: LabelSpace, _ key: String, _ first: EndpointRole, _ second: EndpointRole,
        in session: inout Session
    ) throws(SMTError) -> Term {
        let ends = [first, second].map { labels[LabelVariable(role: $0, space: space, key: key)]! }
        let isEqual = try ends[0].equals(ends[1], in: &session)
        let same = try boolean(atom, in: &session)
        var pods: [Term] = []
        for role in [first, second] { pods.append(try boolean(.isPod(role), in: &session)) }
        try session.assert(try session.iff(same, try session.and(pods + [isEqual])))
        return same
    }
}

extension ClosedRange where Bound == UInt16 {
    var widened: ClosedRange<UInt128> { UInt128(lowerBound)...UInt128(upperBound) }
}
