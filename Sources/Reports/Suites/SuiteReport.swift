public import Diagnostics

/// What became of the cases of suites.
public struct SuiteReport: Hashable, Sendable {
    /// In the order of the files.
    public var suites: [SuiteResult]
    /// Problems of the files of suites themselves, and warnings; sorted.
    public var diagnostics: [Diagnostic]
    public var solver: SolverDescription
    /// Nil where times are not wanted.
    public var seconds: Double?

    public init(suites: [SuiteResult], diagnostics: [Diagnostic], solver: SolverDescription, seconds: Double?) {
        self.suites = suites
        self.diagnostics = diagnostics
        self.solver = solver
        self.seconds = seconds
    }

    public var withoutTimings: SuiteReport {
        var report = self
        report.seconds = nil
        for suite in report.suites.indices {
            for number in report.suites[suite].cases.indices { report.suites[suite].cases[number].seconds = nil }
        }
        return report
    }

    public var cases: [SuiteCase] { suites.flatMap(\.cases) }

    /// Bad input first, then failed cases; without any case nothing was tested.
    public var status: RunStatus {
        if diagnostics.contains(where: { $0.severity == .error }) || suites.contains(where: \.isRefused) {
            return .failed
        }
        if cases.isEmpty { return .vacuous }
        return cases.allSatisfy { $0.outcome == .passed } ? .proved : .refuted
    }
}

/// One suite, and what became of its cases.
public struct SuiteResult: Hashable, Sendable {
    public var name: String
    public var location: SourceLocation
    public var cases: [SuiteCase]
    /// Problems of its input; sorted. With an error among them no case was decided.
    public var diagnostics: [Diagnostic]

    public init(name: String, location: SourceLocation, cases: [SuiteCase], diagnostics: [Diagnostic]) {
        self.name = name
        self.location = location
        self.cases = cases
        self.diagnostics = diagnostics
    }

    public var isRefused: Bool { diagnostics.contains { $0.severity == .error } }
}

/// One expectation.
public struct SuiteCase: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case invariant, connection
    }

    public enum Outcome: Hashable, Sendable {
        case passed
        case failed(Failure)
        /// The input of the suite cannot be used.
        case undecided
    }

    public struct Failure: Hashable, Sendable {
        public var expected: String
        public var got: String
        /// What led to it, in lines.
        public var details: [String]

        public init(expected: String, got: String, details: [String]) {
            self.expected = expected
            self.got = got
            self.details = details
        }
    }

    /// `the suite: the case` names it for `--filter`; the suite is left out here.
    public var name: String
    public var kind: Kind
    public var location: SourceLocation
    public var outcome: Outcome
    public var seconds: Double?

    public init(name: String, kind: Kind, location: SourceLocation, outcome: Outcome, seconds: Double? = nil) {
        self.name = name
        self.kind = kind
        self.location = location
        self.outcome = outcome
        self.seconds = seconds
    }

    /// `passed`, `failed` or `undecided`.
    public var outcomeName: String {
        switch outcome {
        case .passed: "passed"
        case .failed: "failed"
        case .undecided: "undecided"
        }
    }
}
