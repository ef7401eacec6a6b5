// Assertions, checks, and what a check leaves to be asked for.

extension Session {
    /// Requires a term to be true, in this scope.
    public mutating func assert(_ term: Term) throws(SMTError) {
        forgetCore()
        try calls.assert(try expression(of: term), in: solver)
    }

    /// Opens a scope.
    public mutating func push() throws(SMTError) {
        forgetCore()
        try calls.push(solver)
        depth += 1
    }

    /// Closes scopes, and drops what was asserted in them; their terms stay usable.
    public mutating func pop(_ count: Int = 1) throws(SMTError) {
        guard (0...depth).contains(count) else { throw .noScope }
        forgetCore()
        try calls.pop(UInt32(count), solver)
        depth -= count
    }

    /// Whether the assertions can all be true, together with the assumptions.
    /// - Parameter assumptions: propositional constants, their negations, and the two trivial terms.
    public mutating func check(assuming assumptions: [Term] = []) throws(SMTError) -> Satisfiability {
        forgetLastCheck()
        let falsehood = literal(false)
        if assumptions.contains(falsehood) {
            lastCheck = .unsatisfiable(assumptions: [falsehood])
            return .unsatisfiable
        }
        let open = assumptions.filter { $0 != falsehood.negated }
        for (position, term) in assumptions.enumerated() where term.node != falsehood.node && !nodes.isLiteral(term) {
            throw .assumptionIsNotLiteral(position: position)
        }
        return try answer(assuming: open)
    }

    private mutating func answer(assuming assumptions: [Term]) throws(SMTError) -> Satisfiability {
        let expressions = try expressions(of: assumptions)
        guard interrupter?.attach(calls.address) ?? true else { return .unknown(.interrupted) }
        let start = ContinuousClock.now
        let result: CheckResult
        do {
            defer { interrupter?.detach(calls.address) }
            result = try calls.check(solver, assuming: expressions)
        }
        switch result {
        case .satisfiable:
            lastCheck = .satisfiable(try calls.model(of: solver))
            return .satisfiable
        case .unsatisfiable:
            lastCheck = .unsatisfiable(assumptions: assumptions)
            return .unsatisfiable
        case .unknown(let words):
            return .unknown(reason(words: words, elapsed: start.duration(to: .now)))
        }
    }

    /// Tells the limits apart: to Z3 all of them may be "canceled".
    private func reason(words: String, elapsed: Duration) -> UnknownReason {
        if interrupter?.isRequested ?? false { return .interrupted }
        if words.contains("timeout") { return .timeout }
        guard words.contains("cancel") || words.contains("resource limit") || words.contains("interrupted") else {
            return .other(words)
        }
        if let limit = options.timeoutMilliseconds, elapsed >= .milliseconds(limit) { return .timeout }
        return options.resourceLimit == nil ? .other(words) : .resourceLimit
    }

    /// Whether a term is true in the model of the last check, which must have answered *satisfiable*.
    ///
    /// What the model leaves open is false. Later assertions do not change the model; a check or a reset drops it.
    public func value(of term: Term) throws(SMTError) -> Bool {
        guard case .satisfiable(let model) = lastCheck else { throw .noModel }
        let value = try calls.value(of: nodes.unsignedExpression(of: term), in: model)
        guard let value else { throw .valueUndetermined }
        return value != term.isNegated
    }

    /// Whether each of the terms is true in the model of the last check.
    public func values(of terms: [Term]) throws(SMTError) -> [Bool] {
        var values: [Bool] = []
        values.reserveCapacity(terms.count)
        for term in terms { values.append(try value(of: term)) }
        return values
    }

    /// Those assumptions of the last check that suffice for its *unsatisfiable*, in the order in which they were given.
    ///
    /// To be asked for before anything is asserted, pushed or popped.
    public func unsatCore() throws(SMTError) -> [Term] {
        guard case .unsatisfiable(let assumptions) = lastCheck else { throw .noCore }
        if assumptions == [literal(false)] { return assumptions }
        if assumptions.isEmpty { return [] }
        var core = Set(try calls.core(of: solver))
        // A term that was assumed twice is reported once.
        return assumptions.filter { core.remove(nodes.knownExpression(of: $0)) != nil }
    }
}
