public import Diagnostics

/// Whether a change may go into a cluster, and why not.
public struct AdmissionReport: Hashable, Sendable {
    public enum Decision: String, Hashable, Sendable, CaseIterable {
        case admitted, denied
    }

    /// What the change is, object by object.
    public var objects: [ChangedObjectSummary]
    /// Empty: admitted.
    public var reasons: [AdmissionReason]
    /// One for each invariant, in the order of the specs.
    public var results: [AdmissionResult]
    /// Under which labels each new or changed namespace would be admitted, where that was asked.
    public var residuals: [Residual] = []
    /// The policies that it lacks, where it is denied and that was asked.
    public var suggestion: PolicySuggestion?
    /// Whether the universe has rules that labels of the change were held against.
    public var hasLabelRules = false
    public var diagnostics: [Diagnostic]
    public var ignored: [IgnoredObjects]
    public var universe: UniverseDescription
    /// Of the cluster after the change.
    public var inputs: InputCounts
    public var solver: SolverDescription
    public var timings: Timings?

    public init(
        objects: [ChangedObjectSummary], reasons: [AdmissionReason], results: [AdmissionResult],
        diagnostics: [Diagnostic] = [], ignored: [IgnoredObjects] = [], universe: UniverseDescription,
        inputs: InputCounts, solver: SolverDescription, timings: Timings? = nil
    ) {
        self.objects = objects
        self.reasons = reasons
        self.results = results
        self.diagnostics = diagnostics
        self.ignored = ignored
        self.universe = universe
        self.inputs = inputs
        self.solver = solver
        self.timings = timings
    }

    /// What is not known to be right is not let in.
    public var decision: Decision { reasons.isEmpty ? .admitted : .denied }

    /// The report without anything that differs from run to run.
    public var withoutTimings: Self {
        var copy = self
        copy.timings = nil
        for index in copy.results.indices { copy.results[index].touched?.seconds = nil }
        copy.suggestion = suggestion.map { suggestion in
            var suggestion = suggestion
            for index in suggestion.proof.indices { suggestion.proof[index].touched?.seconds = nil }
            return suggestion
        }
        return copy
    }

    /// Invariants that were broken before and still are, by pairs that the change does not touch.
    public var brokenBefore: [AdmissionResult] {
        results.filter(\.isBrokenBefore)
    }

    /// Invariants that were broken before, and hold with the change.
    public var repaired: [AdmissionResult] { results.filter { $0.before == .refuted && $0.after == .proved } }
}

/// One object of a change.
public struct ChangedObjectSummary: Hashable, Sendable {
    /// `create`, `update` or `delete`.
    public var action: String
    public var kind: String
    public var namespace: String?
    public var name: String
    public var location: SourceLocation

    public init(action: String, kind: String, namespace: String?, name: String, location: SourceLocation) {
        self.action = action
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.location = location
    }
}

/// One thing that keeps a change from being admitted.
public struct AdmissionReason: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A claim about connections fails for endpoints that the change touches.
        case invariant
        /// A label breaks the rules of the universe.
        case label
        /// A guardrail is missing: pods are left without a policy.
        case guardrail
    }

    /// How sure it is.
    public enum Certainty: String, Hashable, Sendable, CaseIterable {
        case violated
        case undecided
        /// Nothing is left that the invariant is about.
        case vacuous
    }

    public var kind: Kind
    public var certainty: Certainty
    /// The invariant, or the object whose label it is.
    public var name: String
    /// One line.
    public var message: String
    public var location: SourceLocation?
    public var counterexample: Counterexample?
    /// How rules derive a violation.
    public var derivation: DerivedViolation?
    /// What is likely to mend it.
    public var suggestion: String?

    public init(
        _ kind: Kind, _ certainty: Certainty = .violated, name: String, message: String,
        location: SourceLocation? = nil, counterexample: Counterexample? = nil, derivation: DerivedViolation? = nil,
        suggestion: String? = nil
    ) {
        self.kind = kind
        self.certainty = certainty
        self.name = name
        self.message = message
        self.location = location
        self.counterexample = counterexample
        self.derivation = derivation
        self.suggestion = suggestion
    }
}

/// What a change does to one invariant.
public struct AdmissionResult: Hashable, Sendable {
    public var invariant: String
    public var severity: InvariantResult.Severity
    /// Where the invariant stands.
    public var source: SourceLocation
    /// The whole claim, in words.
    public var claim: String
    public var before: Verdict
    public var after: Verdict
    /// The claim decided about those endpoints alone that the change touches; nil where it is about none of them.
    public var touched: InvariantResult?
    /// Those that bear on the invariant; used where they take out something that the change touches.
    public var waivers: [ReportedWaiver] = []

    public init(
        invariant: String, severity: InvariantResult.Severity, source: SourceLocation, claim: String, before: Verdict,
        after: Verdict, touched: InvariantResult?
    ) {
        self.invariant = invariant
        self.severity = severity
        self.source = source
        self.claim = claim
        self.before = before
        self.after = after
        self.touched = touched
    }

    public var touchedVerdict: Verdict? { touched?.verdict }

    /// Whether it was broken before, and still is, by what the change does not touch.
    public var isBrokenBefore: Bool { after == .refuted && touchedVerdict != .refuted }
}

extension RunStatus {
    /// The status of a run of `admit`: a denial is a refutation, unless nothing worse than doubt stands behind it.
    public init(_ report: AdmissionReport) {
        self = Self.worst(
            report.reasons.map { reason in
                switch reason.certainty {
                case .violated: .refuted
                case .undecided: .undecided
                case .vacuous: .vacuous
                }
            })
    }
}
