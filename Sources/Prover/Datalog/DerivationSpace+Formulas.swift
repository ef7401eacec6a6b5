import NetworkModel
import PolicyModel
import SMT

extension DerivationSpace {
    /// What a formula says of the endpoints of a view.
    mutating func term(
        for formula: Formula, in view: inout View, _ session: inout Session
    ) throws(SMTError) -> Term {
        if let known = view.memo[formula] { return known }
        let term: Term
        switch workspace.table[formula] {
        case .constant(let value): term = session.literal(value)
        case .atom(let atom): term = try self.term(for: atom, in: &view, &session)
        case .not(let inner): term = session.not(try self.term(for: inner, in: &view, &session))
        case .all(let parts): term = try session.and(try terms(for: parts, in: &view, &session))
        case .any(let parts): term = try session.or(try terms(for: parts, in: &view, &session))
        }
        view.memo[formula] = term
        return term
    }

    mutating func terms(
        for formulas: [Formula], in view: inout View, _ session: inout Session
    ) throws(SMTError) -> [Term] {
        var result: [Term] = []
        result.reserveCapacity(formulas.count)
        for formula in formulas { result.append(try term(for: formula, in: &view, &session)) }
        return result
    }

    /// What a formula about the ends of a connection says of an attempt.
    mutating func term(
        for formula: Formula, ofAttempt number: Int, _ session: inout Session
    ) throws(SMTError) -> Term {
        let attempt = attempts[number]
        if let known = attempt.memo[formula] { return known }
        let ends = [attempt.source, attempt.destination]
        var view = View(ends, attempt: number)
        for end in ends { view.families[end] = attempt.isV4 }
        // The memo is the attempt's, and moves with the view so that it is not copied.
        swap(&view.memo, &attempts[number].memo)
        let result = try term(for: formula, in: &view, &session)
        swap(&view.memo, &attempts[number].memo)
        return result
    }

    mutating func term(
        for atom: Atom, in view: inout View, _ session: inout Session
    ) throws(SMTError) -> Term {
        func end(_ role: EndpointRole) -> Int { view.endpoints[Int(role.index)] }
        switch atom {
        case .isPod(let role): return endpoints[end(role)].isPod
        case .isNode(let role): return endpoints[end(role)].isNode
        case .site(let role, let number): return endpoints[end(role)].sites[number]
        case .label(let variable, let set):
            return try label(variable, of: end(variable.role), in: set, &session)
        case .workload(let role, let identity):
            let sites = zip(workspace.classes, endpoints[end(role)].sites)
            return try session.or(sites.filter { $0.0.workload == identity }.map(\.1))
        case .sameEndpoint(let first, let second):
            return try sameEndpoint(end(first), end(second), in: &session)
        case .sameNamespace(let first, let second):
            return try sameNamespace(end(first), end(second), in: &session)
        case .sameLabel(let space, let key, let first, let second):
            return try sameLabel(space, key, end(first), end(second), in: &session)
        case .isolated(let role, let direction): return try isIsolated(end(role), direction, in: &session)
        case .address(let role, let set):
            let isV4 = try family(of: end(role), in: &view, &session)
            let isIn = try address(end(role), in: set, isV4: isV4, &session)
            // Only policies speak of an attempt; the conditions of rules mean the addresses as such.
            guard view.attempt != nil else { return isIn }
            return try session.and([isIn, try blocksMatch(end(role), in: &session)])
        case .choice(let choice):
            if case .tie = choice { return try own(atom, view, in: &session) }
            return try global(choice, in: &session)
        case .target(let set):
            // Only formulas about connections ask for targets, and their views have an attempt.
            return try target(set, of: attempts[view.attempt!], in: &session)
        case .premise(let number): return try premise(number, in: &session)
        case .namedPort, .ownerAllows, .ownerDenies: return try own(atom, view, in: &session)
        }
    }

    mutating func label(
        _ variable: LabelVariable, of endpoint: Int, in set: LabelSet, _ session: inout Session
    ) throws(SMTError) -> Term {
        let own = LabelVariable(role: .source, space: variable.space, key: variable.key)
        let membership = Membership(variable: own, set: set)
        if let known = endpoints[endpoint].memberships[membership] { return known }
        // Every label that any formula asks for is one of each endpoint's.
        let term = try endpoints[endpoint].labels[own]!.isIn(set, in: &session)
        endpoints[endpoint].memberships[membership] = term
        return term
    }

    mutating func global(_ choice: Choice, in session: inout Session) throws(SMTError) -> Term {
        if let known = choices[choice] { return known }
        let term = try session.boolean()
        choices[choice] = term
        return term
    }

    private mutating func premise(_ number: Int, in session: inout Session) throws(SMTError) -> Term {
        let number = workspace.representatives[number]
        if let known = premises[number] { return known }
        let term = try session.boolean()
        premises[number] = term
        return term
    }

    /// An atom of one connection alone.
    mutating func own(_ atom: Atom, _ view: View, in session: inout Session) throws(SMTError) -> Term {
        // Only formulas about connections have such atoms, and their views have an attempt.
        let number = view.attempt!
        if let known = attempts[number].own[atom] { return known }
        let term = try session.boolean()
        attempts[number].own[atom] = term
        let owner: (role: EndpointRole, direction: Direction)?
        switch atom {
        case .ownerAllows(let role, _), .ownerDenies(let role, _): owner = (role, role.direction)
        default: owner = nil
        }
        guard let owner, workspace.classes.contains(where: { $0.ownerDecides[owner.direction] != nil }) else {
            return term
        }
        // A policy that allows or denies isolates the pod that it selects.
        let end = view.endpoints[Int(owner.role.index)]
        let isolates = try ownerIsolates(end, owner.direction, in: &session)
        try session.assert(try session.implies(term, isolates))
        return term
    }
}
