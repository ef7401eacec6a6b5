import ArgumentParser
import Reports

/// How the answers of `trace` are written.
struct TraceOutputArguments: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, csv, json
    }

    /// Answers are written together until they are so many bytes.
    private static let blockSize = 1 << 16

    @Option(help: "How to write the answers.")
    var format: Format = .text

    @Option(name: .customLong("output"), help: ArgumentHelp("Write the answers to a file.", valueName: "file"))
    var file: String?

    @Option(name: .customLong("color"), help: "When to colour text; auto: on a terminal, unless NO_COLOR is set.")
    var colour: OutputArguments.Colour = .auto

    @Flag(name: .shortAndLong, help: "Write long lists out.")
    var verbose = false

    var palette: Palette {
        switch colour {
        case .always: Palette(isColoured: true)
        case .never: .plain
        case .auto: Palette(isColoured: file == nil && Terminal.takesColour(Output.standardOutput))
        }
    }

    /// Writes what `body` hands over, piece by piece, to where it should go.
    func write(_ body: ((String) throws(OutputFailure) -> Void) throws(OutputFailure) -> Void) throws {
        guard let file else { return try Self.write(to: Output(descriptor: Output.standardOutput), body) }
        try Output.replaceFile(at: file) { (output) throws(OutputFailure) in try Self.write(to: output, body) }
    }

    private static func write(
        to output: Output, _ body: ((String) throws(OutputFailure) -> Void) throws(OutputFailure) -> Void
    ) throws(OutputFailure) {
        var waiting = ""
        try body { (text) throws(OutputFailure) in
            waiting += text
            guard waiting.utf8.count >= blockSize else { return }
            try output.write(waiting)
            waiting = ""
        }
        try output.write(waiting)
    }
}
