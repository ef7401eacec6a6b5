// Assertions, checks, and what a check leaves to be asked for.

extension Session {
    /// Requires a term to be true, in this scope.
    public mutating func assert(_ term: Term) throws(SMTError) {
        forgetCore()
        let expression = try expression(of: term)
        try calls.assert(expression, in: solver)
        asserted.append(expression)
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
    /// - Parameters:
    ///   - assumptions: propositional constants, their negations, and the two trivial terms.
    ///   - keepsModel: whether values can be asked for afterwards; a large model takes longer than finding that there
    ///     is one.
    public mutating func check(
        assuming assumptions: [Term] = [], keepsModel: Bool = true
    ) throws(SMTError) -> Satisfiability {
        forgetLastCheck()
        switch try Assumptions(assumptions, in: nodes) {
        case .contradictory(let core):
            lastCheck = .unsatisfiable(assumptions: core, isCore: true)
            return .unsatisfiable
        case .open(let terms): return try answer(assuming: terms, keepsModel: keepsModel)
        }
    }

    /// Nothing more is to be tried.
    var isPastDeadline: Bool { deadline.map { $0 <= .now } ?? false }

    private mutating func answer(
        assuming assumptions: [Term], keepsModel: Bool
    ) throws(SMTError) -> Satisfiability {
        guard !isPastDeadline else { return .unknown(.timeout) }
        let expressions = try expressions(of: assumptions)
        let unitsBefore = options.resourceLimit == nil ? 0 : try statistics().resourceUnits
        guard interrupter?.attach(calls.address) ?? true else { return .unknown(.interrupted) }
        let start = ContinuousClock.now
        let result: CheckResult
        do {
            defer { interrupter?.detach(calls.address) }
            result = try calls.check(solver, assuming: expressions)
        }
        let elapsed = start.duration(to: .now)
        timeInChecks += elapsed
        switch result {
        case .satisfiable:
            if keepsModel { lastCheck = .satisfiable(try calls.model(of: solver)) }
            return .satisfiable
        case .unsatisfiable:
            lastCheck = .unsatisfiable(assumptions: assumptions, isCore: assumptions.isEmpty)
            return .unsatisfiable
        case .unknown(let words):
            return .unknown(try reason(words: words, elapsed: elapsed, unitsBefore: unitsBefore))
        }
    }

    /// Tells the limits apart by what was used, because Z3's words for them differ from solver to solver, and may be
    /// "canceled", "unknown" or "no reason given".
    private func reason(words: String, elapsed: Duration, unitsBefore: UInt32) throws(SMTError) -> UnknownReason {
        if interrupter?.isRequested ?? false { return .interrupted }
        if words.contains("timeout") { return .timeout }
        if let limit = options.resourceLimit, try statistics().resourceUnits &- unitsBefore >= limit {
            return .resourceLimit
        }
        if let limit = options.timeoutMilliseconds, elapsed >= .milliseconds(limit) { return .timeout }
        return .other(words)
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
        guard case .unsatisfiable(let assumptions, let isCore) = lastCheck else { throw .noCore }
        guard !isCore else { return assumptions }
        let core = Set(try calls.core(of: solver))
        return assumptions.filter { core.contains(nodes.knownExpression(of: $0)) }
    }
}
