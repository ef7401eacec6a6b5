/// What a command has to say: in words, as a document of its own, and as findings, from which all other formats follow.
public protocol CommandReport: Sendable {
    /// For people; ended by a line feed.
    func text(_ options: ReportOptions) -> String

    /// The document that the command's schema describes.
    func document(_ options: ReportOptions) -> JSONValue

    /// A comment for a pull request of at most so many bytes, where the command has one of its own.
    func markdown(_ options: ReportOptions, limit: Int) -> String?

    /// What was checked, and what was found.
    func findingReport(_ options: ReportOptions) -> FindingReport
}

extension CommandReport {
    public func markdown(_ options: ReportOptions, limit: Int) -> String? { nil }
}

extension VerificationReport: CommandReport {
    public func text(_ options: ReportOptions) -> String { TextReport(options).text(self) }

    public func document(_ options: ReportOptions) -> JSONValue {
        json(options.rule, inputWords: options.inputWords, shardRecord: options.shardRecord)
    }
}

/// The commands that report, by name.
public enum ReportedCommand: String, Hashable, Sendable, CaseIterable {
    case verify, admit, diff, coverage, test
    case universeCheck = "universe check"

    /// What the `version` of its JSON documents says.
    public var contract: String {
        switch self {
        case .verify: JSONContract.version
        case .admit: AdmissionReport.contractVersion
        case .diff: DiffReport.contractVersion
        case .coverage: CoverageReport.contractVersion
        case .test: SuiteReport.contractVersion
        case .universeCheck: UniverseCheckReport.contractVersion
        }
    }
}
