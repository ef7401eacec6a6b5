/// The ways to write what `diff` has to say. None of them decides the exit status.
public enum DiffFormat: String, Hashable, Sendable, CaseIterable {
    case text, markdown, json, sarif

    /// Whether people read it, who see standard error as well.
    public var isForPeople: Bool { self == .text }

    /// The whole report, ended by a line feed.
    public func text(_ report: DiffReport, _ options: ReportOptions, failingOn threshold: DiffThreshold) -> String {
        switch self {
        case .text:
            TextReport(palette: options.palette, isVerbose: options.isVerbose).text(report).withoutLogCommands
        case .markdown: report.markdown(options, failingOn: threshold)
        case .json: report.json.document
        case .sarif: report.sarif(options, failingOn: threshold)
        }
    }

    /// What kept the tool from comparing anything.
    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        switch self {
        case .text: TextFormat().text(refusal, options)
        case .markdown: refusal.diffMarkdown
        case .json: refusal.diffJSON.document
        case .sarif: SARIFFormat().text(refusal, options)
        }
    }
}
