import ArgumentParser
import Reports

/// One report to write: `FORMAT` or `FORMAT=FILE`.
struct OutputRequest {
    var format: any ReportFormat
    /// Nil for standard output, which `-` names as well.
    var file: String?

    init(format: any ReportFormat, file: String? = nil) {
        self.format = format
        self.file = file
    }

    init(argument: String) throws {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let format = ReportFormats.named(name) else {
            throw ValidationError("no format is called '\(name)': FORMAT or FORMAT=FILE, with \(FormatArgument.names)")
        }
        guard parts.count == 2 else {
            self.init(format: format)
            return
        }
        guard !parts[1].isEmpty else { throw ValidationError("a file is missing after '\(name)='") }
        self.init(format: format, file: parts[1] == "-" ? nil : String(parts[1]))
    }
}

/// The name of a format.
struct FormatArgument: ExpressibleByArgument {
    var format: any ReportFormat

    init?(argument: String) {
        guard let format = ReportFormats.named(argument) else { return nil }
        self.format = format
    }

    static var allValueStrings: [String] { ReportFormats.all.map(\.name) }

    /// All names, in words.
    static var names: String { "one of " + allValueStrings.joined(separator: ", ") }
}
