import SMT
import Testing

@Suite("Solver threads")
struct SolverThreadTests {
    private struct Failure: Error, Equatable { let item: Int }

    @Test("a solver thread hands back its value or its error")
    func outcome() throws {
        #expect(try onSolverThread { 42 } == 42)
        #expect(throws: Failure(item: 7)) { try onSolverThread { throw Failure(item: 7) } }
    }

    @Test("a formula nested a hundred thousand deep does not overflow a solver thread")
    func deep() throws {
        let answer = try onSolverThread {
            var session = try Session()
            var term = try session.boolean()
            for level in 0..<100_000 {
                let next = try session.boolean()
                term = level.isMultiple(of: 2) ? try session.and([term, next]) : try session.or([term, next])
            }
            try session.assert(term)
            return try session.check()
        }
        #expect(answer == .satisfiable)
    }

    @Test("results keep the order of the items", arguments: [0, 1, 3, 50])
    func order(workers: Int) throws {
        let items = Array(0..<200)
        #expect(try SolverWorkers.map(items, workers: workers) { $0 * 2 } == items.map { $0 * 2 })
        #expect(try SolverWorkers.map([Int](), workers: workers) { $0 } == [])
    }

    @Test("of several errors the first item's is thrown, whatever the timing")
    func firstError() throws {
        for _ in 0..<20 {
            #expect(throws: Failure(item: 31)) {
                try SolverWorkers.map(Array(0..<100), workers: 4) { item in
                    if item == 31 { _ = try Session() }
                    if item >= 31 { throw Failure(item: item) }
                    return item
                }
            }
        }
    }

    @Test("a resource that cannot be made is an error")
    func noResource() {
        #expect(throws: Failure(item: -1)) {
            try SolverWorkers.map(
                [1, 2], workers: 2, resource: { () throws -> Int in throw Failure(item: -1) }, body: { $1 })
        }
    }

    @Test("sessions are made, used and dropped on many threads at once")
    func manySessions() throws {
        let answers = try SolverWorkers.map(Array(0..<200), workers: 8) { number in
            var session = try Session(
                options: SolverOptions(strategy: number.isMultiple(of: 2) ? .simple : .finiteDomain))
            return try Self.fits(3, &session)
        }
        #expect(answers == (0..<200).map { answers[$0 % 2] })
        #expect(answers.prefix(2).allSatisfy { $0.prefix(2) == [false, true] })
    }

    @Test("workers that reset one session answer like fresh sessions")
    func sessionsPerWorker() throws {
        let sizes = (0..<60).map { 2 + $0 % 5 }
        let shared = try SolverWorkers.map(
            sizes, workers: 3, resource: { try Session() },
            body: { session, size in
                try session.reset()
                return try Self.fits(size, &session)
            })
        let alone = try SolverWorkers.map(sizes, workers: 1) { size in
            var session = try Session()
            return try Self.fits(size, &session)
        }
        #expect(shared == alone)
    }

    private static func fits(_ size: Int, _ session: inout Session) throws -> [Bool] {
        try session.push()
        try assertPigeons(size, in: &session)
        let answers = [try session.check() == .satisfiable]
        try session.pop()
        let variables = try (0..<size).map { _ in try session.boolean() }
        try session.assert(try session.or(variables))
        return answers + [try session.check() == .satisfiable] + (try session.values(of: variables))
    }
}
