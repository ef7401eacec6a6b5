import Analyses
import ArgumentParser
import Configuration
import Netproof
import Reports

/// What `verify` decides, within which limits, and what counts as a failure.
struct VerificationArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Decide only this invariant; may be given more than once.", valueName: "name"))
    var invariant: [String] = []

    @Option(help: ArgumentHelp("Essentially different counterexamples to show for each invariant.", valueName: "n"))
    var maxCounterexamples = 1

    @Option(
        help: ArgumentHelp("Write each counterexample as manifests to apply to a cluster.", valueName: "directory"))
    var counterexamples: String?

    @Option(help: ArgumentHelp("Give up on an invariant after so long.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("Give up on a query after so many solver steps, on any machine alike.", valueName: "n"))
    var rlimit: UInt32?

    @Option(
        help: ArgumentHelp("Invariants decided at the same time; one for each processor if not given.", valueName: "n"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Only invariants of this severity or more can fail the run: info, low, medium, high, critical. (default: info)",
            valueName: "severity"))
    var failOn: SeverityArgument?

    @Option(help: ArgumentHelp("Further files or directories, of waivers.", valueName: "path"))
    var waivers: [String] = []

    @Flag(help: "A claim whose selector matches nothing in the input counts as vacuous (status 4).")
    var strict = false

    @Flag(help: "Vacuous claims, or none at all, are no failure.")
    var allowVacuous = false

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
            timeout: timeout.map { .milliseconds(Int(($0 * 1000).rounded(.up))) }, resourceLimit: rlimit, jobs: jobs)
    }

    /// What fails the run: what the flags say, or else the configuration.
    func rule(_ configuration: ProjectConfiguration?) -> FailureRule {
        FailureRule(
            allowsVacuous: allowVacuous, isStrict: strict || configuration?.strict ?? false,
            threshold: failOn?.severity ?? configuration?.failOn ?? .info)
    }
}

/// The name of a severity.
struct SeverityArgument: ExpressibleByArgument {
    var severity: InvariantResult.Severity

    init?(argument: String) {
        guard let severity = InvariantResult.Severity(rawValue: argument) else { return nil }
        self.severity = severity
    }

    static var allValueStrings: [String] { InvariantResult.Severity.allCases.map(\.rawValue) }
}
