import Foundation
import SMT
import Testing

/// Giving up: limits, interruption, and telling them apart.
@Suite("Limits")
struct LimitTests {
    @Test(
        "a timeout is unknown, with its reason, and the session stays usable",
        arguments: SolverOptions.Strategy.allCases)
    func timeout(strategy: SolverOptions.Strategy) throws {
        var session = try Session(options: SolverOptions(timeoutMilliseconds: 50, strategy: strategy))
        try session.push()
        try assertPigeons(40, in: &session)
        #expect(try session.check() == .unknown(.timeout))
        #expect(throws: SMTError.noModel) { try session.value(of: session.literal(true)) }
        #expect(throws: SMTError.noCore) { try session.unsatCore() }
        try session.pop()
        #expect(try session.check() == .satisfiable)
    }

    @Test(
        "a resource limit is unknown, with its reason, and holds for each check",
        arguments: SolverOptions.Strategy.allCases)
    func resourceLimit(strategy: SolverOptions.Strategy) throws {
        var session = try Session(
            options: SolverOptions(timeoutMilliseconds: 600_000, resourceLimit: 200_000, strategy: strategy))
        try session.push()
        try assertPigeons(40, in: &session)
        #expect(try session.check() == .unknown(.resourceLimit))
        #expect(try session.check() == .unknown(.resourceLimit))
        try session.pop()
        #expect(try session.check() == .satisfiable)
    }

    @Test("an interrupter stops a running check", arguments: SolverOptions.Strategy.allCases)
    func interrupt(strategy: SolverOptions.Strategy) throws {
        #expect(try Self.checkPigeons(strategy, sessions: 1, interruptAfter: 0.06) == [.unknown(.interrupted)])
    }

    @Test("an interruption at any moment is not lost")
    func interruptAtAnyMoment() throws {
        for delay in stride(from: 0.0, to: 0.006, by: 0.0003) {
            let answers = try Self.checkPigeons(.finiteDomain, sessions: 1, interruptAfter: delay)
            #expect(answers == [.unknown(.interrupted)], "after \(delay) s")
        }
    }

    @Test("one interrupter stops the checks of all workers")
    func manySessions() throws {
        let answers = try Self.checkPigeons(.finiteDomain, sessions: 3, interruptAfter: 0.08)
        #expect(answers == Array(repeating: .unknown(.interrupted), count: 3))
    }

    @Test("an interrupter that was asked before the check stops it, and all later ones")
    func sticky() throws {
        let interrupter = Interrupter()
        var session = try Session(interrupter: interrupter)
        #expect(try session.check() == .satisfiable)
        interrupter.interrupt()
        #expect(try session.check() == .unknown(.interrupted))
        #expect(try session.check() == .unknown(.interrupted))
    }

    @Test("an interrupter outlives its sessions")
    func interruptAfterwards() throws {
        let interrupter = Interrupter()
        do {
            var session = try Session(interrupter: interrupter)
            #expect(try session.check() == .satisfiable)
        }
        interrupter.interrupt()
        #expect(interrupter.isRequested)
    }

    @Test("^C ends the process at once, also during a check", arguments: [false, true])
    func keyboard(limited: Bool) async {
        await #expect(processExitsWith: .signal(SIGINT)) { [limited] in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 0.2)
                kill(getpid(), SIGINT)
            }
            // Were the signal swallowed, the check would end by its timeout, and the process with success.
            var session = try Session(
                options: SolverOptions(timeoutMilliseconds: 20_000, resourceLimit: limited ? .max : nil))
            try assertPigeons(30, in: &session)
            _ = try session.check()
        }
    }

    /// Checks a hard problem in each of some sessions, on a thread each, while one more thread interrupts them.
    private static func checkPigeons(
        _ strategy: SolverOptions.Strategy, sessions: Int, interruptAfter delay: Double
    ) throws -> [Satisfiability] {
        let interrupter = Interrupter()
        return try SolverWorkers.map(Array(0...sessions), workers: sessions + 1) { number -> Satisfiability? in
            if number == sessions {
                Thread.sleep(forTimeInterval: delay)
                interrupter.interrupt()
                return nil
            }
            var session = try Session(options: SolverOptions(strategy: strategy), interrupter: interrupter)
            try assertPigeons(24, in: &session)
            return try session.check()
        }.compactMap { $0 }
    }
}
