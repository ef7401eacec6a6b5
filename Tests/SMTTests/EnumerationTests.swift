import SMT
import TestSupport
import Testing

/// The solver against the enumeration of all assignments.
@Suite("Enumeration")
struct EnumerationTests {
    private static let variables = 6

    @Test("verdicts, models and cores agree with enumeration", arguments: SolverOptions.Strategy.allCases)
    func agreement(strategy: SolverOptions.Strategy) throws {
        var session = try Session(options: SolverOptions(strategy: strategy))
        for seed in UInt64(0)..<(strategy == .standard ? 60 : 400) {
            try session.reset()
            try Self.walk(seed: seed, &session)
        }
    }

    /// Random assertions, scopes and checks in one session.
    private static func walk(seed: UInt64, _ session: inout Session) throws {
        var random = RandomSource(seed: seed)
        let terms = try (0..<variables).map { _ in try session.boolean() }
        var scopes: [[Formula]] = [[]]
        for _ in 0..<12 {
            switch random.below(5) {
            case 0:
                try session.push()
                scopes.append([])
            case 1 where scopes.count > 1:
                try session.pop()
                scopes.removeLast()
            case 2, 3:
                let formula = Formula.random(variables: variables, depth: 3, using: &random)
                try session.assert(try formula.term(in: &session, terms))
                scopes[scopes.count - 1].append(formula)
            default:
                try compare(scopes.flatMap { $0 }, terms, &session, &random, seed: seed)
            }
        }
    }

    private static func compare(
        _ assertions: [Formula], _ terms: [Term], _ session: inout Session, _ random: inout RandomSource, seed: UInt64
    ) throws {
        let assumptions = (0..<random.below(5)).map { _ in
            let variable = Formula.variable(random.below(variables))
            return random.below(2) == 0 ? variable : .not(variable)
        }
        var literals: [Term] = []
        for assumption in assumptions { literals.append(try assumption.term(in: &session, terms)) }
        let answer = try session.check(assuming: literals)
        guard hasModel(assertions + assumptions) else {
            #expect(answer == .unsatisfiable, "seed \(seed)")
            let core = Set(try session.unsatCore())
            let kept = zip(assumptions, literals).filter { core.contains($0.1) }.map { $0.0 }
            #expect(!hasModel(assertions + kept), "the core does not suffice, seed \(seed)")
            let minimal = try session.minimalCore(of: try session.unsatCore())
            expectMinimal(zip(assumptions, literals).filter { minimal.contains($0.1) }, assertions, seed: seed)
            return
        }
        #expect(answer == .satisfiable, "seed \(seed)")
        let values = try session.values(of: terms)
        #expect((assertions + assumptions).allSatisfy { $0.isTrue(values) }, "no model, seed \(seed)")
    }

    private static func expectMinimal(_ core: [(Formula, Term)], _ assertions: [Formula], seed: UInt64) {
        #expect(!hasModel(assertions + core.map { $0.0 }), "the minimal core does not suffice, seed \(seed)")
        for (_, term) in core {
            let rest = core.filter { $0.1 != term }.map { $0.0 }
            #expect(hasModel(assertions + rest), "the core is not minimal, seed \(seed)")
        }
    }

    private static func hasModel(_ formulas: [Formula]) -> Bool {
        (0..<1 << variables).contains { bits in
            let assignment = (0..<variables).map { bits >> $0 & 1 == 1 }
            return formulas.allSatisfy { $0.isTrue(assignment) }
        }
    }
}
