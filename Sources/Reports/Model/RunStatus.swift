import Diagnostics

/// The exit status: what the process tells its caller; the same for every output format.
public enum RunStatus: Int32, Hashable, Sendable, CaseIterable {
    /// Every invariant is proved.
    case proved = 0
    /// At least one is refuted.
    case refuted = 1
    /// Bad input or usage, or an error of the tool's own.
    case failed = 2
    /// At least one is undecided.
    case undecided = 3
    /// At least one is vacuous, or nothing was checked.
    case vacuous = 4

    /// The id of the warning that a claim's selector matches nothing in the input: a misspelt label looks like that.
    public static let matchesNothingListed = "matches-nothing-listed"

    /// Which of several statuses stands: a failure first, then refuted, undecided, vacuous.
    public static func worst(_ statuses: some Sequence<RunStatus>) -> RunStatus {
        let present = Set(statuses)
        return [.failed, .refuted, .undecided, .vacuous].first(where: present.contains) ?? .proved
    }

    /// The status of a run of `verify`.
    public init(_ report: VerificationReport, _ rule: FailureRule) {
        var statuses = report.results.map { Self($0, rule) }
        if report.results.isEmpty, report.shard == nil, !rule.allowsVacuous { statuses.append(.vacuous) }
        if rule.isStrict, report.diagnostics.contains(where: \.matchesNothing) { statuses.append(.vacuous) }
        self = Self.worst(statuses)
    }

    /// The status that one invariant would give to a run of its own.
    public init(_ result: InvariantResult, _ rule: FailureRule) {
        self = Self.worst(result.drafts(rule).filter { $0.level == .error }.map { Self($0.kind) })
    }

    /// As ``init(_:_:)``, with a rule of these parts.
    public init(_ report: VerificationReport, allowVacuous: Bool = false, strict: Bool = false) {
        self.init(report, FailureRule(allowsVacuous: allowVacuous, isStrict: strict))
    }

    /// What a finding that counts makes of a run. Who lets a waiver expire has an invariant that is not met.
    private init(_ kind: Finding.Kind) {
        if kind.isViolation {
            self = .refuted
        } else if kind == .undecided {
            self = .undecided
        } else {
            self = kind == .vacuous || kind == .warning ? .vacuous : .proved
        }
    }
}

extension Diagnostic {
    fileprivate var matchesNothing: Bool { id == RunStatus.matchesNothingListed }
}
