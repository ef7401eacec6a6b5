import NetworkModel
import PolicyModel
import SMT

/// Something that is so of the endpoints in a tuple, or of the whole cluster.
indirect enum StateLiteral: Hashable {
    /// An argument is at a class of sites.
    case site(Int, Int)
    /// A label of an argument is in the state at this position: absent, the mentioned values, those that nobody mentions.
    case label(Int, LabelVariable, Int)
    case isV4(Int, Bool)
    /// An argument's address of a family is below the cut at this position.
    case isBelow(Int, IPAddress.Family, cut: Int, Bool)
    case sameEndpoint(Int, Int, Bool)
    case sameNamespace(Int, Int, Bool)
    case choice(Choice, Bool)
    case not(StateLiteral)
}

/// Tuples that a relation never holds of: those of which all of the literals are true.
struct ExcludedStates: Hashable {
    var relation: Int
    var literals: [StateLiteral]
}

extension DerivationSpace {
    /// What a literal says of some endpoints.
    mutating func term(
        for literal: StateLiteral, of arguments: [Int], in session: inout Session
    ) throws(SMTError) -> Term {
        let (term, isSo): (Term, Bool)
        switch literal {
        case .site(let argument, let number): return endpoints[arguments[argument]].sites[number]
        case .label(let argument, let variable, let state):
            // All endpoints have the same labels with the same domains.
            return endpoints[arguments[argument]].labels[variable]!.states[state]
        case .isV4(let argument, let value): (term, isSo) = (endpoints[arguments[argument]].isV4, value)
        case .isBelow(let argument, let family, let cut, let value):
            (term, isSo) = (endpoints[arguments[argument]].addresses[Int(family.rawValue)].below[cut], value)
        case .sameEndpoint(let one, let other, let value):
            (term, isSo) = (try sameEndpoint(arguments[one], arguments[other], in: &session), value)
        case .sameNamespace(let one, let other, let value):
            (term, isSo) = (try sameNamespace(arguments[one], arguments[other], in: &session), value)
        case .choice(let choice, let value): (term, isSo) = (try global(choice, in: &session), value)
        case .not(let inner): (term, isSo) = (try self.term(for: inner, of: arguments, in: &session), false)
        }
        return isSo ? term : session.not(term)
    }

    /// All of the literals are true.
    mutating func term(
        for literals: [StateLiteral], of arguments: [Int], in session: inout Session
    ) throws(SMTError) -> Term {
        var parts: [Term] = []
        for literal in literals { parts.append(try term(for: literal, of: arguments, in: &session)) }
        return try session.and(parts)
    }

    /// All that is true of some endpoints in the session's last model; first what is to be dropped first.
    func state(of arguments: [Int], in session: borrowing Session) throws(SMTError) -> [StateLiteral] {
        var result: [StateLiteral] = []
        for (argument, number) in arguments.enumerated() {
            // Exactly one class is true of each endpoint.
            let position = try session.values(of: endpoints[number].sites).firstIndex(of: true)!
            result.append(.site(argument, position))
            let unasked = workspace.classes[position].group.unasked
            if asksForAddresses {
                let isV4 = try session.value(of: endpoints[number].isV4)
                result += try addressState(of: argument, number, position, isV4: isV4, in: session)
            }
            for (variable, terms) in endpoints[number].labels.sorted(by: { $0.key < $1.key })
            where !unasked.contains(variable) && workspace.classes[position].isPod {
                let state = try session.values(of: terms.states).firstIndex(of: true) ?? 0
                result.append(.label(argument, variable, state))
            }
            for earlier in 0..<argument {
                let isOne = sameEndpoints[Pair(arguments[earlier], number)]
                if let isOne { result.append(.sameEndpoint(earlier, argument, try session.value(of: isOne))) }
                guard let same = sameNamespaces[Pair(arguments[earlier], number)] else { continue }
                result.append(.sameNamespace(earlier, argument, try session.value(of: same)))
            }
        }
        for (choice, term) in choices.sorted(by: { $0.key < $1.key }) {
            result.append(.choice(choice, try session.value(of: term)))
        }
        return result
    }

    private func addressState(
        of argument: Int, _ number: Int, _ position: Int, isV4: Bool, in session: borrowing Session
    ) throws(SMTError) -> [StateLiteral] {
        let isExternal = workspace.classes[position].kind == .external
        var result: [StateLiteral] = isExternal ? [.isV4(argument, isV4)] : []
        for family in IPAddress.Family.allCases where !isExternal || (family == .v4) == isV4 {
            let values = try session.values(of: endpoints[number].addresses[Int(family.rawValue)].below)
            // The cuts ascend: the last false and the first true say it all.
            let first = values.firstIndex(of: true) ?? values.count
            if first > 0 { result.append(.isBelow(argument, family, cut: first - 1, false)) }
            if first < values.count { result.append(.isBelow(argument, family, cut: first, true)) }
        }
        return result
    }
}

extension LabelTerms {
    /// One for each state: absent, the mentioned values, those that nobody mentions.
    var states: [Term] { [absent] + mentioned + fresh }
}
