import Diagnostics

/// `text`: for people.
public struct TextFormat: ReportFormat {
    public let name = "text"
    public let readership = Readership.people

    public init() {}

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        report.text(options).withoutLogCommands
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        refusal.diagnostics.map(\.text).joined().withoutLogCommands
    }
}
