/// `json`: the document that `schemas/report.schema.json` describes.
public struct JSONFormat: ReportFormat {
    public let name = "json"

    public init() {}

    public func text(_ report: VerificationReport, _ options: ReportOptions) -> String {
        report.json(options.rule, inputWords: options.inputWords, shardRecord: options.shardRecord).document
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String { refusal.json.document }
}
