import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import ProjectFile
import Reports

/// `netproof coverage`.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Measure which changes of the policies the invariants would notice.",
        discussion: """
            Every policy is changed in every way that a mistake may, one change at a time: rules and policies dropped, \
            selectors, ports and address blocks widened, operators turned round. A change is noticed if an invariant \
            that is proved then fails.

            Exit status: 0 measured, 1 fewer noticed than --min, 2 bad input or usage or an internal error, \
            3 something undecided, 4 no policy to change or no invariant proved. Of several the first of 2, 1, 3, 4.
            """)

    @Option(
        name: .customLong("min"),
        help: ArgumentHelp("Fail if fewer of the changes are noticed, in percent.", valueName: "percent"))
    var minimum: Int?

    @OptionGroup var input: InputArguments
    @OptionGroup var output: OutputArguments
    @OptionGroup(title: "Deciding") var deciding: DecidingArguments

    func validate() throws {
        guard minimum.map((0...100).contains) ?? true else { throw ValidationError("--min must be from 0 to 100") }
    }

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        guard !diagnostics.hasErrors else { return try refuse(RefusedInput(diagnostics: diagnostics.sorted)) }
        var request = input.request(configuration)
        request.waiverPaths = configuration?.waivers ?? []
        switch try CoverageRequest(input: request, options: deciding.options).run() {
        case .refused(let refusal): try refuse(refusal)
        case .measured(let report):
            let report = output.noTimings ? report.withoutTimings : report
            StandardError.write(report.diagnostics)
            let judged = JudgedCoverage(report, minimum: minimum)
            try writer.write(judged)
            throw ExitCode(judged.status.rawValue)
        }
    }

    private func refuse(_ refusal: RefusedInput) throws {
        StandardError.write(refusal.diagnostics)
        try writer.write(refusal)
        throw ExitCode(RunStatus.failed.rawValue)
    }

    private var writer: ReportWriter {
        ReportWriter(command: .coverage, arguments: output, outputs: output.outputs())
    }
}
