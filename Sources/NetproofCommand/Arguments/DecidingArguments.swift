import Analyses
import ArgumentParser
import Invariants
import Netproof

/// Which invariants are decided, and within which limits; the same for every subcommand that decides any.
struct DecidingArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Decide only this invariant; may be given more than once.", valueName: "name"))
    var invariant: [String] = []

    @Option(help: ArgumentHelp("Essentially different counterexamples to show for each invariant.", valueName: "n"))
    var maxCounterexamples = 1

    @Option(help: ArgumentHelp("Give up on an invariant after so long.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("Give up on a query after so many solver steps, on any machine alike.", valueName: "n"))
    var rlimit: UInt32?

    @Option(
        help: ArgumentHelp("Invariants decided at the same time; one for each processor if not given.", valueName: "n"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "The day by which waivers expire, as 2026-12-31; the present one in UTC if not given.", valueName: "date"),
        transform: Self.date)
    var now: CalendarDate?

    func validate() throws {
        guard maxCounterexamples >= 1 else { throw ValidationError("--max-counterexamples must be 1 or more") }
        guard jobs.map({ $0 >= 1 }) ?? true else { throw ValidationError("--jobs must be 1 or more") }
        guard rlimit != 0 else { throw ValidationError("--rlimit must be 1 or more") }
        if let timeout, !(timeout > 0 && timeout <= 1_000_000) {
            throw ValidationError("--timeout must be more than 0 and at most 1000000 seconds")
        }
    }

    var options: VerifyOptions {
        VerifyOptions(
            selected: invariant, maxCounterexamples: maxCounterexamples,
            timeout: timeout.map { .milliseconds(Int(($0 * 1000).rounded(.up))) }, resourceLimit: rlimit, jobs: jobs,
            day: now)
    }

    private static func date(_ argument: String) throws -> CalendarDate {
        guard let date = CalendarDate(argument) else { throw ValidationError("--now must be a day, as in 2026-12-31") }
        return date
    }
}
