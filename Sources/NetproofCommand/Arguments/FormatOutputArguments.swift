import ArgumentParser
import Netproof
import Reports

/// How a report with formats of its own is written: to standard output, to files, or both.
struct FormatOutputArguments<Format: RawRepresentable & CaseIterable & Sendable>: ParsableArguments
where Format.RawValue == String {
    /// One report to write: `FORMAT` or `FORMAT=FILE`.
    struct Request {
        var format: Format
        /// Nil for standard output, which `-` names as well.
        var file: String?
    }

    @Option(
        help: ArgumentHelp(
            "How to write the report to standard output: \(Self.names); short for --output FORMAT. (default: text)",
            valueName: "format"),
        transform: Self.format)
    var format: Format?

    @Option(
        name: .customLong("output"),
        help: ArgumentHelp(
            "Write the report in this format, to a file if one is named; may be given more than once.",
            valueName: "format[=file]"),
        transform: Self.request)
    var requested: [Request] = []

    @Option(name: .customLong("color"), help: "When to colour text; auto: on a terminal, unless NO_COLOR is set.")
    var colour: OutputArguments.Colour = .auto

    @Flag(help: "Leave out all times, so that output is the same from run to run.")
    var noTimings = false

    @Flag(name: .shortAndLong, help: "Write long lists out.")
    var verbose = false

    func validate() throws {
        let files = requests.compactMap(\.file)
        if let twice = files.first(where: { file in files.count { $0 == file } > 1 }) {
            throw ValidationError("two reports cannot go to one file: \(twice)")
        }
        guard requests.count(where: { $0.file == nil }) <= 1 else {
            throw ValidationError("only one report can go to standard output: name a file, as in --output json=FILE")
        }
    }

    private var requests: [Request] {
        let all = (format.map { [Request(format: $0)] } ?? []) + requested
        // Every enumeration of formats begins with that for people.
        return all.isEmpty ? [Request(format: Format.allCases.first!)] : all
    }

    /// Writes every report.
    ///
    /// - Parameter isTold: formats for which standard output stays empty, as their readers see standard error.
    func write(
        onStandardOutputUnless isTold: ((Format) -> Bool)?, _ text: (Format, ReportOptions) -> String
    ) throws {
        for request in requests {
            if request.file == nil, isTold?(request.format) ?? false { continue }
            let text = text(request.format, options(for: request))
            if let file = request.file {
                try Output.replaceFile(at: file, with: text)
            } else {
                try Output(descriptor: Output.standardOutput).write(text)
            }
        }
    }

    private func options(for request: Request) -> ReportOptions {
        let isColoured =
            switch colour {
            case .always: true
            case .never: false
            case .auto: request.file == nil && Terminal.takesColour(Output.standardOutput)
            }
        return ReportOptions(
            toolVersion: Version.netproof, workingDirectory: Environment.workingDirectory,
            palette: Palette(isColoured: isColoured), isVerbose: verbose)
    }

    private static var names: String { Format.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func format(_ argument: String) throws -> Format {
        guard let format = Format(rawValue: argument) else {
            throw ValidationError("no format is called '\(argument)': one of \(names)")
        }
        return format
    }

    private static func request(_ argument: String) throws -> Request {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let format = try format(String(parts[0]))
        guard parts.count == 2 else { return Request(format: format) }
        guard !parts[1].isEmpty else { throw ValidationError("a file is missing after '\(parts[0])='") }
        return Request(format: format, file: parts[1] == "-" ? nil : String(parts[1]))
    }
}
