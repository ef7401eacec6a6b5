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
    ///
    /// - Parameters:
    ///   - allowVacuous: A vacuous claim, or no claim at all, is no failure.
    ///   - strict: A claim whose selector matches nothing listed counts as vacuous, whatever `allowVacuous` says.
    public init(_ report: VerificationReport, allowVacuous: Bool = false, strict: Bool = false) {
        var statuses = report.results.map { Self(verdict: $0.verdict) }
        if report.results.isEmpty { statuses.append(.vacuous) }
        if allowVacuous { statuses.removeAll { $0 == .vacuous } }
        if strict, report.hasWarning(Self.matchesNothingListed) { statuses.append(.vacuous) }
        self = Self.worst(statuses)
    }

    private init(verdict: Verdict) {
        switch verdict {
        case .proved: self = .proved
        case .refuted: self = .refuted
        case .undecided: self = .undecided
        case .vacuous: self = .vacuous
        }
    }
}

extension VerificationReport {
    fileprivate func hasWarning(_ id: String) -> Bool {
        (diagnostics + results.flatMap(\.warnings)).contains { $0.id == id }
    }
}
