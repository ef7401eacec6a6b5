import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import ProjectFile
import Reports

/// `netproof universe check`.
struct UniverseCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say which assumptions about labels carry which proofs, and which none.",
        discussion: """
            Decides every invariant, and those whose proofs name an assumption once more without it. Exit status as \
            verify's: 0 all proved, 1 at least one refuted, 2 bad input or usage or an internal error, 3 something \
            undecided, 4 something vacuous or nothing checked. Of several the first of 2, 1, 3, 4.
            """)

    @OptionGroup var input: InputArguments

    @OptionGroup var output: OutputArguments

    @Option(help: ArgumentHelp("Look at this invariant only; may be given more than once.", valueName: "name"))
    var invariant: [String] = []

    @Option(help: ArgumentHelp("Give up on an invariant after so long.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("Give up on a query after so many solver steps, on any machine alike.", valueName: "n"))
    var rlimit: UInt32?

    @Option(
        help: ArgumentHelp("Invariants decided at the same time; one for each processor if not given.", valueName: "n"))
    var jobs: Int?

    func validate() throws {
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout is a number of seconds above 0") }
        if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1") }
    }

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        let report = diagnostics.hasErrors ? nil : try check(input.request(configuration), &diagnostics)
        guard var report else { return try refuse(RefusedInput(diagnostics: diagnostics.sorted)) }
        if output.noTimings { report.verification = report.verification.withoutTimings }
        StandardError.write(report.verification.diagnostics)
        try writer.write(report)
        throw ExitCode(RunStatus(report.verification).rawValue)
    }

    private func check(_ request: InputRequest, _ diagnostics: inout Diagnostics) throws -> UniverseCheckReport? {
        let options = VerifyOptions(
            selected: invariant, timeout: timeout.map { .seconds($0) }, resourceLimit: rlimit, jobs: jobs)
        let progress = ProgressLine()
        defer { progress.clear() }
        return try UniverseCheck(options: options, solver: SolverDescription(version: Version.solver))
            .run(request, into: &diagnostics, progress: progress.handler)
    }

    private func refuse(_ refusal: RefusedInput) throws {
        StandardError.write(refusal.diagnostics)
        try writer.write(refusal)
        throw ExitCode(RunStatus.failed.rawValue)
    }

    private var writer: ReportWriter {
        ReportWriter(command: .universeCheck, arguments: output, outputs: output.outputs())
    }
}
