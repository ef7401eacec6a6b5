import Diagnostics

/// `text`: for people.
public struct TextFormat: ReportFormat {
    public let name = "text"
    public let readership = Readership.people

    public init() {}

    public func text(_ report: VerificationReport, _ options: ReportOptions) -> String {
        TextReport(
            palette: options.palette, isVerbose: options.isVerbose, rule: options.rule, inputWords: options.inputWords
        ).text(report)
            .withoutLogCommands
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        refusal.diagnostics.map(\.text).joined().withoutLogCommands
    }
}
