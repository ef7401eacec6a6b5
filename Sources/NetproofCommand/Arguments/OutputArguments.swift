import ArgumentParser
import Netproof
import ProjectFile
import Reports

/// How reports are written; the same for every subcommand that reports.
struct OutputArguments: ParsableArguments {
    enum Colour: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    @Option(help: "How to write the report to standard output; short for --output FORMAT. (default: text)")
    var format: FormatArgument?

    @Option(
        name: .customLong("output"),
        help: ArgumentHelp(
            "Write the report in this format, to a file if one is named; may be given more than once.",
            valueName: "format[=file]"),
        transform: OutputRequest.argument)
    var requested: [OutputRequest] = []

    @Option(name: .customLong("color"), help: "When to colour text; auto: on a terminal, unless NO_COLOR is set.")
    var colour: Colour = .auto

    @Flag(help: "Leave out all times, so that output is the same from run to run.")
    var noTimings = false

    @Flag(name: .shortAndLong, help: "Write long lists out.")
    var verbose = false

    func validate() throws {
        if let conflict = OutputConflict(among: requests) { throw ValidationError(conflict.sentence) }
    }

    /// What the flags ask for, in order.
    private var requests: [OutputRequest] { (format.map { [OutputRequest(format: $0.format)] } ?? []) + requested }

    /// Every report to write, in order: what the flags ask for, or else the configuration, or else text to standard output.
    func outputs(_ configuration: ProjectConfiguration? = nil) -> [OutputRequest] {
        let all = requests.isEmpty ? configuration?.outputs ?? [] : requests
        return all.isEmpty ? [OutputRequest(format: TextFormat())] : all
    }

    /// - Parameter output: Where the report goes.
    func palette(for output: OutputRequest) -> Palette {
        switch colour {
        case .always: Palette(isColoured: true)
        case .never: .plain
        case .auto: Palette(isColoured: output.file == nil && Terminal.takesColour(Output.standardOutput))
        }
    }
}
