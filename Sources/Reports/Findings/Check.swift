public import Diagnostics

/// One thing that a run has checked: a rule in SARIF, a test case in JUnit, a policy of a policy report.
public struct Check: Sendable {
    public var name: String
    /// What it is for, in one line.
    public var title: String
    /// What is claimed, in words.
    public var claim: String
    public var severity: InvariantResult.Severity
    /// Where it stands; nil for what no file says.
    public var source: SourceLocation?
    /// What became of it, in a word or two such as `proved`.
    public var verdict: String
    /// Why there was nothing to decide, in words; nil where something was decided.
    public var unneeded: String?
    /// Whether it is to be listed among what passed.
    public var isPassed: Bool
    /// Whether there is more to say than the verdict.
    public var needsDetails: Bool
    /// What the claim is and what a verdict on it takes as given, in several lines.
    public var help: String
    /// Further facts, by name.
    public var properties: [String: String]
    /// What formats of test cases call its suite and itself; nil: by its file and its name.
    public var testCase: (suite: String, name: String)?
    /// Nil where times are not wanted.
    public var seconds: Double?
    /// All about it for people, in short or in full.
    public var lines: @Sendable (_ isVerbose: Bool) -> [String]

    public init(
        name: String, title: String? = nil, claim: String, severity: InvariantResult.Severity, source: SourceLocation?,
        verdict: String, unneeded: String? = nil, isPassed: Bool, needsDetails: Bool, assumptions: [String] = [],
        properties: [String: String] = [:], seconds: Double? = nil,
        lines: @escaping @Sendable (_ isVerbose: Bool) -> [String]
    ) {
        self.name = name
        self.title = title ?? claim
        self.claim = claim
        self.severity = severity
        self.source = source
        self.verdict = verdict
        self.unneeded = unneeded
        self.isPassed = isPassed
        self.needsDetails = needsDetails
        let assumed = assumptions.isEmpty ? [] : ["Assumed:"] + assumptions.map { "- " + $0 }
        help = (["Claim: " + claim] + assumed).map { $0.printable(limit: .max) }.joined(separator: "\n")
        self.properties = properties
        self.seconds = seconds
        self.lines = lines
    }
}

extension Check {
    /// An invariant, as `verify` decides it.
    init(_ result: InvariantResult, _ options: ReportOptions) {
        let title = result.description?.split(separator: "\n").first.map(String.init)
        let isProved = result.verdict == .proved
        self.init(
            name: result.invariant, title: title, claim: result.claim, severity: result.severity,
            source: result.source, verdict: result.verdict.rawValue, isPassed: isProved,
            needsDetails: !isProved || result.scopes.hasGap || !result.warnings.isEmpty || !result.waivers.isEmpty,
            assumptions: result.assumptions.map(\.text), properties: result.properties, seconds: result.seconds
        ) { isVerbose in
            TextReport(isVerbose: isVerbose, rule: options.rule, inputWords: options.inputWords)
                .lines(result, without: [])
        }
    }
}

extension InvariantResult {
    /// What a policy report says of it besides the verdict.
    var properties: [String: String] {
        [
            "listed": scopes.listed.rawValue, "future": scopes.future.rawValue,
            "invariant": source.description.printable(limit: .max),
        ]
    }
}
