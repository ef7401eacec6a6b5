import ArgumentParser
import Netproof
import ProjectFile
import Reports

/// What `verify` writes beside its report, and what counts as a failure.
struct VerificationArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write each counterexample as manifests to apply to a cluster.", valueName: "directory"))
    var counterexamples: String?

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
