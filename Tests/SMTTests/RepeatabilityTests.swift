import SMT
import TestSupport
import Testing

/// The same questions get the same answers, models and cores, whatever the session did before.
@Suite("Repeatability")
struct RepeatabilityTests {
    /// All that a run lets an observer see.
    private struct Trace: Equatable {
        var answers: [Satisfiability] = []
        var models: [[Bool]] = []
        var cores: [[Int]] = []
    }

    @Test("two fresh sessions answer alike", arguments: [SolverOptions.Strategy.finiteDomain, .simple])
    func fresh(strategy: SolverOptions.Strategy) throws {
        for seed in UInt64(0)..<6 {
            var first = try Self.session(strategy)
            var second = try Self.session(strategy)
            #expect(try Self.run(seed, &first) == Self.run(seed, &second), "seed \(seed)")
        }
    }

    @Test(
        "a session that was reset answers like a fresh one", arguments: [SolverOptions.Strategy.finiteDomain, .simple])
    func reset(strategy: SolverOptions.Strategy) throws {
        var used = try Self.session(strategy)
        for seed in UInt64(0)..<12 {
            var fresh = try Self.session(strategy)
            try used.reset()
            #expect(try Self.run(seed, &used) == Self.run(seed, &fresh), "seed \(seed)")
        }
    }

    @Test("a resource limit stops at the same point after a reset")
    func limitAfterReset() throws {
        var session = try Session(options: SolverOptions(resourceLimit: 20_000))
        var counts: [UInt32] = []
        for _ in 0..<3 {
            try session.reset()
            let before = try session.statistics().resourceUnits
            try assertPigeons(12, in: &session)
            #expect(try session.check() == .unknown(.resourceLimit))
            counts.append(try session.statistics().resourceUnits - before)
        }
        #expect(Set(counts).count == 1, "\(counts)")
    }

    private static func session(_ strategy: SolverOptions.Strategy) throws -> Session {
        try Session(options: SolverOptions(seed: 7, strategy: strategy))
    }

    /// A problem with choices, atMost constraints and shared parts, checked under several sets of assumptions.
    private static func run(_ seed: UInt64, _ session: inout Session) throws -> Trace {
        var random = RandomSource(seed: seed)
        let variables = try (0..<160).map { _ in try session.boolean() }
        for group in 0..<8 {
            try session.assert(try session.atMostOne(Array(variables[(group * 20)..<(group * 20 + 12)])))
        }
        for _ in 0..<90 {
            let formula = Formula.random(variables: variables.count, depth: 4, using: &random)
            try session.assert(
                try session.or([try formula.term(in: &session, variables), variables[random.below(160)]]))
        }
        var trace = Trace()
        for size in [0, 5, 20, 80] {
            let assumptions = (0..<size).map { _ in
                let variable = variables[random.below(160)]
                return random.below(2) == 0 ? variable : session.not(variable)
            }
            let answer = try session.check(assuming: assumptions)
            trace.answers.append(answer)
            if answer == .satisfiable { trace.models.append(try session.values(of: variables)) }
            if answer == .unsatisfiable {
                trace.cores.append(try session.unsatCore().compactMap { assumptions.firstIndex(of: $0) })
            }
        }
        return trace
    }
}
