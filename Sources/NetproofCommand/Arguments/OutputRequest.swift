import ArgumentParser
import Reports

extension OutputRequest {
    /// The request in an argument.
    static func argument(_ argument: String) throws -> OutputRequest {
        do throws(OutputRequest.Fault) {
            return try OutputRequest(argument)
        } catch .unknownFormat(let name) {
            throw ValidationError("no format is called '\(name)': FORMAT or FORMAT=FILE, with \(FormatArgument.names)")
        } catch .missingFile(let name) {
            throw ValidationError("a file is missing after '\(name)='")
        }
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
