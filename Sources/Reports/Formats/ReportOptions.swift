/// What a format has to know besides the report.
public struct ReportOptions: Hashable, Sendable {
    /// Whose report it is.
    public var command: ReportedCommand
    /// Netproof's own version, as in `0.1.0`.
    public var toolVersion: String
    /// An absolute path; places are told from there.
    public var workingDirectory: String
    public var palette: Palette
    /// Whether long lists are written out.
    public var isVerbose: Bool
    /// What fails the run.
    public var rule: FailureRule
    /// The words by which the input is named, quoted for a shell; nil where commands that show more are not to be named.
    public var inputWords: String?
    /// What `netproof merge` reads of the report of a shard; nil where it is not of one.
    public var shardRecord: String?

    /// Whether a vacuous claim, or none at all, is no failure.
    public var allowsVacuous: Bool {
        get { rule.allowsVacuous }
        set { rule.allowsVacuous = newValue }
    }

    /// Whether a claim whose selector matches nothing listed is a failure.
    public var isStrict: Bool {
        get { rule.isStrict }
        set { rule.isStrict = newValue }
    }

    public init(
        command: ReportedCommand = .verify, toolVersion: String, workingDirectory: String, palette: Palette = .plain,
        isVerbose: Bool = false, rule: FailureRule = FailureRule(), inputWords: String? = nil,
        shardRecord: String? = nil
    ) {
        self.command = command
        self.toolVersion = toolVersion
        self.workingDirectory = workingDirectory
        self.palette = palette
        self.isVerbose = isVerbose
        self.rule = rule
        self.inputWords = inputWords
        self.shardRecord = shardRecord
    }
}

extension RunStatus {
    /// The status of a run with these options: what every format must agree with.
    public init(_ report: VerificationReport, _ options: ReportOptions) {
        self.init(report, options.rule)
    }
}
