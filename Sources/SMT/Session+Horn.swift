extension Session {
    /// How much has been asserted and made so far: what comes between two marks belongs to one rule.
    public struct Mark: Hashable, Sendable {
        var assertions: Int
        var nodes: Int
    }

    /// Now.
    public var mark: Mark { Mark(assertions: asserted.count, nodes: nodes.count) }

    /// Asks Z3's engine for fixed points (Spacer); what is asserted is not asked for by itself.
    ///
    /// The engine finds, and is not to be believed: check what it says by plain questions.
    public mutating func solve(_ problem: HornProblem) throws(SMTError) -> HornAnswer {
        forgetLastCheck()
        guard !isPastDeadline else { return .unknown(.timeout) }
        // The engine cannot be stopped at the same point on every machine.
        guard options.resourceLimit == nil else { return .unknown(.resourceLimit) }
        var rules: [Calls.HornRule] = []
        for rule in problem.rules {
            var calls: [Calls.HornApplication] = []
            for call in rule.calls { calls.append(try converted(call)) }
            rules.append(
                Calls.HornRule(
                    background: Array(asserted[rule.start.assertions..<rule.end.assertions]),
                    condition: try expression(of: rule.condition), calls: calls, head: try converted(rule.head),
                    constants: nodes.constants(between: rule.start.nodes, and: rule.end.nodes)))
        }
        let fixedpoint = try calls.makeFixedpoint(timeoutMilliseconds: remainingMilliseconds)
        defer { calls.release(fixedpoint) }
        guard interrupter?.attach(calls.address) ?? true else { return .unknown(.interrupted) }
        let start = ContinuousClock.now
        defer {
            interrupter?.detach(calls.address)
            timeInChecks += start.duration(to: .now)
        }
        return try calls.solve(fixedpoint, arities: problem.arities, rules: rules, query: problem.query, pins)
    }

    /// The time until the deadline, or the limit of one check if that is less.
    private var remainingMilliseconds: UInt32? {
        guard let deadline else { return options.timeoutMilliseconds }
        let parts = ContinuousClock.now.duration(to: deadline).components
        let rest = UInt32(clamping: parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000)
        return max(1, min(rest, options.timeoutMilliseconds ?? .max))
    }

    private mutating func converted(
        _ application: HornProblem.Application
    ) throws(SMTError) -> Calls.HornApplication {
        Calls.HornApplication(relation: application.relation, arguments: try expressions(of: application.arguments))
    }
}
