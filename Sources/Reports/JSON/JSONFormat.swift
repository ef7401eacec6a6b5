/// `json`: the document that the command's schema describes, for `verify` `schemas/report.schema.json`.
public struct JSONFormat: ReportFormat {
    public let name = "json"

    public init() {}

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        report.document(options).document
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        refusal.json(of: options.command).document
    }
}
