import Diagnostics

extension SuiteReport: CommandReport {
    public func text(_ options: ReportOptions) -> String {
        SuiteText(palette: options.palette, isVerbose: options.isVerbose).text(self)
    }

    public func document(_ options: ReportOptions) -> JSONValue { json }

    /// A check for each case; a finding for each that failed, or could not be decided.
    public func findingReport(_ options: ReportOptions) -> FindingReport {
        let all = suites.flatMap { suite in suite.cases.map { (suite: suite, item: $0) } }
        var fingerprints = Fingerprints()
        let findings = all.enumerated().compactMap { index, entry in
            entry.item.draft(in: entry.suite)?.finding(
                of: entry.item.name(in: entry.suite), at: index, .high, numbering: &fingerprints, options)
        }
        let counts = ["passed", "failed", "undecided"].map { name in (name, cases.count { $0.outcomeName == name }) }
        return FindingReport(
            status: status, checks: all.map { Check($0.item, in: $0.suite) }, findings: findings,
            notices: diagnostics + nothingTested,
            summary: counts.map { "\($0.1) \($0.0)" }.joined(separator: ", "),
            foot: "Tested by netproof \(options.toolVersion) with \(solver.name) \(solver.version).",
            properties: counts.map { .init($0.0, .integer($0.1)) }, seconds: seconds)
    }

    private var nothingTested: [Diagnostic] {
        cases.isEmpty && status != .failed
            ? [Diagnostic("nothing-checked", at: nil, "nothing was checked: no tests found")] : []
    }
}

extension SuiteCase {
    /// The name by which `--filter` knows it.
    fileprivate func name(in suite: SuiteResult) -> String { "\(suite.name): \(name)" }

    /// Nil where it passed.
    fileprivate func draft(in suite: SuiteResult) -> FindingDraft? {
        switch outcome {
        case .passed: nil
        case .failed(let failure):
            FindingDraft(
                kind: .failed, level: .error,
                headline: "\(name): expected \(failure.expected), got \(failure.got)".printable(limit: .max),
                details: failure.details, place: location, identity: [kind.rawValue])
        case .undecided:
            FindingDraft(
                kind: .undecided, level: .error,
                headline: "\(name): the input of the suite cannot be used".printable(limit: .max),
                details: suite.diagnostics.filter { $0.severity == .error }.flatMap(\.lines), place: location,
                identity: [kind.rawValue])
        }
    }
}

extension Check {
    fileprivate init(_ item: SuiteCase, in suite: SuiteResult) {
        self.init(
            name: item.name(in: suite), claim: "\(item.kind.rawValue) \(item.name) comes to what is expected",
            severity: .high, source: item.location, verdict: item.outcomeName, isPassed: item.outcome == .passed,
            needsDetails: item.outcome != .passed, seconds: item.seconds
        ) { _ in item.lines(in: suite) }
        testCase = (suite.name, item.name)
    }
}

extension SuiteCase {
    /// What there is to read of it; nothing where it passed.
    fileprivate func lines(in suite: SuiteResult) -> [String] {
        guard let draft = draft(in: suite) else { return [] }
        return [TextReport.place(location), draft.headline] + draft.details
    }
}
