import Analyses
import ArgumentParser
import Diagnostics
import ProjectFile
import Reports

/// `netproof specs show`.
struct SpecsShowCommand: ParsableCommand {
    /// The forms in which invariants can be shown.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case dl
    }

    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print invariants as rules of a .dl file that say the same.",
        discussion: "Exit status: 0 printed, 2 bad input or usage, or nothing to print.")

    @OptionGroup var input: InputArguments

    @Option(name: .customLong("as"), help: "What to print.")
    var form: Form

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        let text =
            diagnostics.hasErrors ? nil : SpecsListing().rules(of: input.request(configuration), into: &diagnostics)
        StandardError.write(diagnostics.sorted)
        guard let text else { throw ExitCode(RunStatus.failed.rawValue) }
        try Output(descriptor: Output.standardOutput).write(text)
    }
}
