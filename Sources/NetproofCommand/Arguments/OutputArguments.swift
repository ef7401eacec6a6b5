import ArgumentParser
import Netproof
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
        transform: OutputRequest.init(argument:))
    var requested: [OutputRequest] = []

    @Option(name: .customLong("color"), help: "When to colour text; auto: on a terminal, unless NO_COLOR is set.")
    var colour: Colour = .auto

    @Flag(help: "Leave out all times, so that output is the same from run to run.")
    var noTimings = false

    @Flag(name: .shortAndLong, help: "Write long lists out.")
    var verbose = false

    func validate() throws {
        let files = outputs.compactMap(\.file)
        if let twice = files.first(where: { file in files.count { $0 == file } > 1 }) {
            throw ValidationError("two reports cannot go to one file: \(twice)")
        }
        let formats = outputs.filter { $0.file == nil }.map(\.format)
        for (index, format) in formats.enumerated() {
            guard let other = formats[..<index].first(where: { !$0.sharesStream(with: format) }) else { continue }
            throw ValidationError(
                "\(other.name) and \(format.name) cannot both go to standard output: "
                    + "name a file, as in --output \(format.name)=FILE")
        }
    }

    /// Every report to write, in order; text to standard output where nothing is asked for.
    var outputs: [OutputRequest] {
        let all = (format.map { [OutputRequest(format: $0.format)] } ?? []) + requested
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

extension ReportFormat {
    /// Whether two reports may stand on one stream: not the same one twice, and no whole document beside another.
    fileprivate func sharesStream(with other: any ReportFormat) -> Bool {
        name != other.name && readership.sharesStream(with: other.readership)
    }
}
