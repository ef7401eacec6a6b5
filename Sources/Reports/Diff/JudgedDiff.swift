import Diagnostics
import NetworkModel

/// A comparison, and what of it fails the run.
public struct JudgedDiff: CommandReport {
    public var report: DiffReport
    public var threshold: DiffThreshold

    public init(_ report: DiffReport, failingOn threshold: DiffThreshold) {
        self.report = report
        self.threshold = threshold
    }

    public var status: RunStatus { RunStatus(report, failingOn: threshold) }

    public func text(_ options: ReportOptions) -> String { TextReport(options).text(report) }

    public func document(_ options: ReportOptions) -> JSONValue { report.json }

    public func markdown(_ options: ReportOptions, limit: Int) -> String? { report.markdown(options, limit: limit) }

    /// A check for each way in which revisions may differ; each class is a finding, at the line of the head that decides an
    /// example of it.
    public func findingReport(_ options: ReportOptions) -> FindingReport {
        var fingerprints = Fingerprints()
        let findings = report.classes.map { found in
            let difference = Difference(found)
            return draft(found, difference, options).finding(
                of: difference.rawValue, at: difference.index, .high, numbering: &fingerprints, options)
        }
        return FindingReport(
            status: status, checks: Difference.allCases.map { check($0, options) }, findings: findings,
            notices: report.diagnostics + shortcomings + verdictChanges, summary: report.relation.sentence,
            foot: report.universe.foot(report.solver, options),
            properties: [.init("relation", .string(report.relation.rawValue))]
                + report.universe.properties(report.solver),
            seconds: report.timings?.total)
    }

    private func check(_ difference: Difference, _ options: ReportOptions) -> Check {
        let classes = report.classes.filter { Difference($0) == difference }
        let count = TextReport.count(classes.count, "class", "classes")
        return Check(
            name: difference.rawValue, title: difference.title, claim: difference.claim, severity: .high, source: nil,
            verdict: classes.isEmpty ? "none" : count, isPassed: classes.isEmpty, needsDetails: !classes.isEmpty
        ) { isVerbose in
            classes.enumerated().flatMap {
                TextReport(isVerbose: isVerbose, inputWords: options.inputWords).lines($1, $0 + 1)
            }
        }
    }

    private func draft(_ found: DiffClass, _ difference: Difference, _ options: ReportOptions) -> FindingDraft {
        let places = report.places(of: found)
        let first = places.first?.location ?? report.changes.lazy.compactMap { $0.head ?? $0.base }.first
        let place = first ?? SourceLocation(file: report.head.name)
        let fails = !found.isExpected && (threshold == .any || threshold == .opened && found.kind == .opened)
        return FindingDraft(
            kind: difference.finding, level: fails ? .error : .note,
            headline: "\(difference.title): \(found.sentence)".printable(limit: .max),
            details: TextReport(isVerbose: true, inputWords: options.inputWords).lines(found, 1).dropFirst().map {
                String($0.dropFirst(2))
            },
            place: place, related: places.distinct(from: place), identity: [found.sentence],
            policies: found.witness.changedDirections.flatMap { direction in
                let end = found.witness.head[direction]
                return [end.policy].compactMap(\.self) + end.isolatedBy
            })
    }

    /// What is not known, and so fails the run or is not described.
    private var shortcomings: [Diagnostic] {
        let why = report.undecided ?? (report.relation == .undecided ? "the solver gave up" : nil)
        let undecided = why.map { Diagnostic("undecided", at: nil, $0) }
        let incomplete = Diagnostic(
            "not-complete", severity: .warning, at: nil, "there are more differences than are described")
        return (report.isComplete ? [] : [incomplete]) + [undecided].compactMap(\.self)
    }

    /// What the change does to invariants: told beside the difference, and of no consequence for the exit status.
    private var verdictChanges: [Diagnostic] {
        report.invariants.filter { $0.base != $0.head }.map { invariant in
            Diagnostic(
                "verdict-changed", severity: invariant.head == .proved ? .note : .warning, at: invariant.source,
                "invariant \(invariant.name.inBackticks): \(invariant.base.rawValue) in the base, "
                    + "\(invariant.head.rawValue) in the head")
        }
    }
}

/// The ways in which a head may differ.
private enum Difference: String, CaseIterable {
    case opened = "connections-opened"
    case openedAsExpected = "connections-opened-as-expected"
    case closed = "connections-closed"

    init(_ found: DiffClass) {
        switch (found.kind, found.isExpected) {
        case (.opened, false): self = .opened
        case (.opened, true): self = .openedAsExpected
        case (.closed, _): self = .closed
        }
    }

    // Every case is one of them all.
    var index: Int { Self.allCases.firstIndex(of: self)! }

    var finding: Finding.Kind {
        switch self {
        case .opened: .opened
        case .openedAsExpected: .openedAsExpected
        case .closed: .closed
        }
    }

    var title: String {
        switch self {
        case .opened: "the change opens connections"
        case .openedAsExpected: "the change opens connections, as expected"
        case .closed: "the change closes connections"
        }
    }

    var claim: String {
        switch self {
        case .opened: "the head allows no connection that the base does not, but for what is expected"
        case .openedAsExpected: "the head opens nothing that is expected"
        case .closed: "the head allows every connection that the base does"
        }
    }
}

extension DiffReport {
    /// The lines that decide the example, those of the head first; each once.
    fileprivate func places(of found: DiffClass) -> [Diagnostic.Related] {
        let sides = [(found.witness.head, head, "head"), (found.witness.base, base, "base")]
        let all = sides.flatMap { decision, revision, name in
            found.witness.changedDirections.flatMap { direction in
                decision[direction].decidingPlaces.map {
                    Diagnostic.Related(location: revision.inRepository($0), message: "\(name): \(direction.rawValue)")
                }
            }
        }
        var seen: Set<SourceLocation> = []
        return all.filter { seen.insert($0.location).inserted }
    }
}

extension DiffRevision {
    /// A place as a path of the repository: git's own spelling names the revision first.
    fileprivate func inRepository(_ place: SourceLocation) -> SourceLocation {
        guard name.hasPrefix("git:"), let colon = place.file.firstIndex(of: ":") else { return place }
        var place = place
        place.file = String(place.file[place.file.index(after: colon)...])
        return place
    }
}

extension EndExplanation {
    fileprivate var decidingPlaces: [SourceLocation] {
        let entries = [rule, peer, port].compactMap { $0?.location }
        return entries + (isolatedBy.isEmpty ? [policy?.location].compactMap(\.self) : isolatedBy.map(\.location))
    }
}
