import SMT
import Testing

@Suite("Folding")
struct FoldingTests {
    @Test("connectives of nothing, of one term and of trivial terms make no new term")
    func connectives() throws {
        var session = try Session()
        let (yes, no, a) = (session.literal(true), session.literal(false), try session.boolean())
        #expect(try session.and([]) == yes)
        #expect(try session.or([]) == no)
        #expect(try session.and([a]) == a)
        #expect(try session.or([no, a]) == a)
        #expect(try session.and([a, no]) == no)
        #expect(try session.or([a, yes]) == yes)
        #expect(try session.implies(yes, a) == a)
        #expect(try session.implies(a, no) == session.not(a))
        #expect(try session.iff(no, a) == session.not(a))
        #expect(try session.iff(a, session.not(a)) == no)
        #expect(session.not(session.not(a)) == a)
        #expect(session.not(yes) == no)
    }

    @Test("cardinality of few terms is folded, and counts true terms and repetitions")
    func cardinality() throws {
        var session = try Session()
        let (yes, no, a, b) = (
            session.literal(true), session.literal(false), try session.boolean(), try session.boolean()
        )
        #expect(try session.atMostOne([]) == yes)
        #expect(try session.atMostOne([a]) == yes)
        #expect(try session.atMostOne([a, no]) == yes)
        #expect(try session.atMostOne([a, yes]) == session.not(a))
        #expect(try session.atMostOne([yes, a, yes]) == no)
        #expect(try session.atMost(-1, [a]) == no)
        #expect(try session.atMost(2, [a, b]) == yes)
        try session.assert(try session.atMostOne([a, a]))
        #expect(try session.check(assuming: [a]) == .unsatisfiable)
    }

    @Test("at most one of many terms excludes every pair", arguments: SolverOptions.Strategy.allCases, [3, 6, 7, 30])
    func atMostOne(strategy: SolverOptions.Strategy, count: Int) throws {
        var session = try Session(options: SolverOptions(strategy: strategy))
        let terms = try (0..<count).map { _ in try session.boolean() }
        try session.assert(try session.atMostOne(terms))
        for position in 1..<count {
            #expect(try session.check(assuming: [terms[0], terms[position]]) == .unsatisfiable)
        }
        #expect(try session.check(assuming: [terms[count - 1]]) == .satisfiable)
        #expect(try session.values(of: terms) == (0..<count).map { $0 == count - 1 })
    }

    @Test("a term of another session stops the program")
    func foreignTerm() async {
        await #expect(processExitsWith: .failure) {
            var mine = try Session()
            var yours = try Session()
            _ = try mine.boolean()
            try mine.assert(try yours.boolean())
        }
    }

    @Test("a term from before a reset stops the program")
    func staleTerm() async {
        await #expect(processExitsWith: .failure) {
            var session = try Session()
            let stale = try session.boolean()
            try session.reset()
            _ = try session.boolean()
            try session.assert(stale)
        }
    }
}
