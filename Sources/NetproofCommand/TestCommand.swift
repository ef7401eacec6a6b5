import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import Reports

/// `netproof test`.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run suites: what invariants and connections should come to, and whether they do.",
        discussion: """
            A Suite names manifests and specs, and the verdicts, counterexamples and connections that are expected of \
            them. Paths in it are written from its own directory.

            Exit status: 0 every case passed, 1 at least one failed, 2 bad input or usage or an internal error, 4 no \
            tests found.
            """)

    @Argument(help: ArgumentHelp("Files or directories of suites.", valueName: "path"))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Run only cases with this in their name, which is 'suite: case'; may be given more than once.",
            valueName: "text"))
    var filter: [String] = []

    @Option(help: ArgumentHelp("Give up on an invariant after so long.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("Give up on a query after so many solver steps, on any machine alike.", valueName: "n"))
    var rlimit: UInt32?

    @OptionGroup var output: OutputArguments

    func validate() throws {
        guard rlimit != 0 else { throw ValidationError("--rlimit must be 1 or more") }
        guard !filter.contains("") else { throw ValidationError("--filter is empty") }
        if let timeout, !(timeout > 0 && timeout <= 1_000_000) {
            throw ValidationError("--timeout must be more than 0 and at most 1000000 seconds")
        }
    }

    func run() throws {
        let options = VerifyOptions(
            timeout: timeout.map { .milliseconds(Int(($0 * 1000).rounded(.up))) }, resourceLimit: rlimit)
        var report = try SuiteRequest(paths: paths, options: options, filters: filter).run()
        if output.noTimings { report = report.withoutTimings }
        StandardError.write(report.diagnostics + report.suites.flatMap(\.diagnostics))
        try ReportWriter(command: .test, arguments: output, outputs: output.outputs()).write(report)
        throw ExitCode(report.status.rawValue)
    }
}
