public import Diagnostics

/// A run as those formats write it that list findings: what was checked, and what someone should look at.
///
/// Every command with findings makes it of its own report; so each format is written once, whatever the command.
public struct FindingReport: Sendable {
    public var status: RunStatus
    /// In the order of the run; a finding names its own by its place here.
    public var checks: [Check]
    public var findings: [Finding]
    /// What is to be said of the run as a whole. An error among them fails the run.
    public var notices: [Diagnostic]
    /// What came of the run, in one line: `1 proved, 0 refuted, …`.
    public var summary: String
    /// By what means it was decided, in a sentence.
    public var foot: String
    /// Counts and facts about the run.
    public var properties: [JSONValue.Member]
    /// Nil where times are not wanted.
    public var seconds: Double?

    public init(
        status: RunStatus, checks: [Check], findings: [Finding], notices: [Diagnostic], summary: String, foot: String,
        properties: [JSONValue.Member], seconds: Double?
    ) {
        self.status = status
        self.checks = checks
        self.findings = findings
        self.notices = notices
        self.summary = summary
        self.foot = foot
        self.properties = properties
        self.seconds = seconds
    }

    /// The findings of each check, by its place.
    var findingsByCheck: [Int: [Finding]] { Dictionary(grouping: findings, by: \.checkIndex) }
}

extension VerificationReport {
    /// The run as formats write it that list findings.
    public func findingReport(_ options: ReportOptions) -> FindingReport {
        let counts = [Verdict.proved, .refuted, .undecided, .vacuous]
        return FindingReport(
            status: RunStatus(self, options), checks: results.map { Check($0, options) }, findings: findings(options),
            notices: notices(options), summary: countsInWords(options.rule),
            foot: universe.foot(solver, options),
            properties: counts.map { .init($0.rawValue, .integer(count(of: $0))) }
                + (baselineCounts(options.rule)?.members ?? [])
                + universe.properties(solver),
            seconds: timings?.total)
    }
}

extension UniverseDescription {
    /// What was decided for, and by what.
    func foot(_ solver: SolverDescription, _ options: ReportOptions) -> String {
        "Decided for \(trustLevel.sentence) (\(trustLevel.name)), by netproof \(options.toolVersion) with "
            + "\(solver.name) \(solver.version)."
    }

    /// The same for programs.
    func properties(_ solver: SolverDescription) -> [JSONValue.Member] {
        [
            .init("trustLevel", .string(trustLevel.name)),
            .init("solver", .string(solver.name + " " + solver.version)),
        ]
    }
}
