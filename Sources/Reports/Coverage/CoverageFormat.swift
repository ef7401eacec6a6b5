/// The ways to write what `coverage` has to say. None of them decides the exit status.
public enum CoverageFormat: String, Hashable, Sendable, CaseIterable {
    case text, markdown, json

    /// Whether people read it, who see standard error as well.
    public var isForPeople: Bool { self == .text }

    /// The whole report, ended by a line feed.
    public func text(_ report: CoverageReport, _ options: ReportOptions, minimum: Int?) -> String {
        switch self {
        case .text:
            CoverageText(palette: options.palette, isVerbose: options.isVerbose).text(report, minimum: minimum)
                .withoutLogCommands
        case .markdown: report.markdown(options, minimum: minimum)
        case .json: report.json.document
        }
    }

    /// What kept the tool from measuring anything.
    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        switch self {
        case .text: TextFormat().text(refusal, options)
        case .markdown: refusal.coverageMarkdown
        case .json: refusal.coverageJSON.document
        }
    }
}
