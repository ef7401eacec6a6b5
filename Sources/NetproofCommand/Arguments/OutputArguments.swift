import ArgumentParser
import Reports

/// How answers are written; the same for every subcommand that reports.
struct OutputArguments: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    enum Colour: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    @Option(help: "How to write the report.")
    var format: Format = .text

    @Option(name: .customLong("output"), help: ArgumentHelp("Write the report to a file.", valueName: "file"))
    var file: String?

    @Option(name: .customLong("color"), help: "When to colour text; auto: on a terminal, unless NO_COLOR is set.")
    var colour: Colour = .auto

    @Flag(help: "Leave out all times, so that output is the same from run to run.")
    var noTimings = false

    @Flag(name: .shortAndLong, help: "Write long lists out.")
    var verbose = false

    var palette: Palette {
        switch colour {
        case .always: Palette(isColoured: true)
        case .never: .plain
        case .auto: Palette(isColoured: file == nil && Terminal.takesColour(Output.standardOutput))
        }
    }

    /// Writes a whole report to where it should go.
    func write(_ text: String) throws {
        guard let file else { return try Output(descriptor: Output.standardOutput).write(text) }
        try Output.replaceFile(at: file, with: text)
    }
}
