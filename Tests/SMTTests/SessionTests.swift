import SMT
import Testing

@Suite("Session")
struct SessionTests {
    @Test(
        "a satisfiable problem has a model that makes its assertions true", arguments: SolverOptions.Strategy.allCases)
    func model(strategy: SolverOptions.Strategy) throws {
        var session = try Session(options: SolverOptions(strategy: strategy))
        let (a, b, c) = (try session.boolean(), try session.boolean(), try session.boolean())
        let formulas = [
            try session.or([a, b]), try session.implies(a, c), session.not(c), try session.iff(b, session.not(a)),
        ]
        for formula in formulas { try session.assert(formula) }
        #expect(try session.check() == .satisfiable)
        #expect(try session.values(of: [a, b, c]) == [false, true, false])
        #expect(try session.values(of: formulas) == [true, true, true, true])
    }

    @Test("a contradiction has no model", arguments: SolverOptions.Strategy.allCases)
    func contradiction(strategy: SolverOptions.Strategy) throws {
        var session = try Session(options: SolverOptions(strategy: strategy))
        let a = try session.boolean()
        try session.assert(a)
        try session.assert(session.not(a))
        #expect(try session.check() == .unsatisfiable)
        #expect(try session.unsatCore() == [])
        #expect(throws: SMTError.noModel) { try session.value(of: a) }
    }

    @Test("what was asserted is what the solver holds", arguments: SolverOptions.Strategy.allCases)
    func assertionsArrive(strategy: SolverOptions.Strategy) throws {
        var session = try Session(
            options: SolverOptions(
                timeoutMilliseconds: 60_000, resourceLimit: 1_000_000, seed: 3, strategy: strategy, minimizesCores: true
            ))
        let (a, b) = (try session.boolean(), try session.boolean())
        try session.assert(try session.or([a, session.not(b)]))
        try session.assert(session.literal(false))
        #expect(try session.assertions() == ["(or k!0 (not k!1))", "false"])
        #expect(try session.check() == .unsatisfiable)
    }

    @Test("what a model leaves open is false")
    func completion() throws {
        var session = try Session()
        #expect(try session.check() == .satisfiable)
        let a = try session.boolean()
        #expect(try session.value(of: a) == false)
        #expect(try session.value(of: session.not(a)) == true)
    }

    @Test("a core is a part of the assumptions, in their order", arguments: SolverOptions.Strategy.allCases)
    func core(strategy: SolverOptions.Strategy) throws {
        var session = try Session(options: SolverOptions(strategy: strategy, minimizesCores: true))
        let terms = try (0..<6).map { _ in try session.boolean() }
        try session.assert(try session.or([session.not(terms[4]), terms[1]]))
        let assumptions = [
            terms[0], terms[4], session.not(terms[5]), session.literal(true), session.not(terms[1]), terms[4],
        ]
        #expect(try session.check(assuming: assumptions) == .unsatisfiable)
        #expect(try session.unsatCore() == [terms[4], session.not(terms[1])])
        #expect(try session.check(assuming: [terms[0], session.not(terms[1])]) == .satisfiable)
        #expect(throws: SMTError.noCore) { try session.unsatCore() }
    }

    @Test("two assumptions that contradict each other are the core", arguments: SolverOptions.Strategy.allCases)
    func opposites(strategy: SolverOptions.Strategy) throws {
        var session = try Session(options: SolverOptions(strategy: strategy))
        let (a, b) = (try session.boolean(), try session.boolean())
        #expect(try session.check(assuming: [b, a, session.not(a)]) == .unsatisfiable)
        #expect(try session.unsatCore() == [a, session.not(a)])
    }

    @Test("an assumption that is false is the core")
    func falseAssumption() throws {
        var session = try Session()
        let a = try session.boolean()
        #expect(try session.check(assuming: [a, session.literal(false)]) == .unsatisfiable)
        #expect(try session.unsatCore() == [session.literal(false)])
    }

    @Test("an assumption that is no literal is refused")
    func notLiteral() throws {
        var session = try Session()
        let (a, b) = (try session.boolean(), try session.boolean())
        let either = try session.or([a, b])
        #expect(throws: SMTError.assumptionIsNotLiteral(position: 1)) { try session.check(assuming: [a, either]) }
    }

    @Test("a core is forgotten when the assertions change")
    func coreForgotten() throws {
        var session = try Session()
        let a = try session.boolean()
        #expect(try session.check(assuming: [a, session.not(a)]) == .unsatisfiable)
        try session.push()
        #expect(throws: SMTError.noCore) { try session.unsatCore() }
    }

    @Test("closing a scope drops what was asserted in it", arguments: SolverOptions.Strategy.allCases)
    func scopes(strategy: SolverOptions.Strategy) throws {
        var session = try Session(options: SolverOptions(strategy: strategy))
        let a = try session.boolean()
        try session.assert(a)
        try session.push()
        let b = try session.boolean()
        try session.assert(try session.implies(b, session.not(a)))
        #expect(try session.check(assuming: [b]) == .unsatisfiable)
        try session.pop()
        #expect(try session.check(assuming: [b]) == .satisfiable)
        #expect(throws: SMTError.noScope) { try session.pop() }
    }

    @Test("the version of the library has three numbers")
    func version() {
        #expect(Session.solverVersion.split(separator: ".").compactMap { Int($0) }.count == 3)
    }
}
