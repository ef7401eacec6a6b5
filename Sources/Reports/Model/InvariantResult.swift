public import Diagnostics

/// What became of one invariant, and why.
public struct InvariantResult: Hashable, Sendable, Codable {
    /// How grave a violation is; the invariant's author says.
    public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
        case info, low, medium, high, critical

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .info: 0
            case .low: 1
            case .medium: 2
            case .high: 3
            case .critical: 4
            }
        }
    }

    /// The invariant's name.
    public var invariant: String
    public var description: String?
    public var severity: Severity
    public var source: SourceLocation
    /// The claim in words, such as `no pod of a namespace with env=test reaches … on TCP 3306`.
    public var claim: String
    public var scopes: ScopeVerdicts
    /// What the verdict takes as given; only what matters for this claim, the standing ones last.
    public var assumptions: [Assumption]
    /// The policies that the proof which was found makes use of; another may do without them. Sorted.
    public var restsOn: [ReportedPolicy]
    /// The plainest first, those of the listed scope before those of the future scope.
    public var counterexamples: [Counterexample]
    /// For a claim about labels: the namespaces that refute it, sorted by name.
    public var mislabelled: [MislabelledNamespace] = []
    /// For a claim about rules: how violations are derived; those of the listed scope first.
    public var derivations: [DerivedViolation] = []
    /// Why nothing was decided, for each scope without a decision.
    public var undecidedReasons: [ScopedReason]
    /// The part of the claim that nothing can satisfy, for each vacuous scope.
    public var vacuousParts: [ScopedReason]
    public var warnings: [Diagnostic]
    /// What is waived of it, or was until a day that is past.
    public var waivers: [ReportedWaiver]
    /// What a baseline knows of its violations; nil where it knows nothing of this invariant's connections and pods.
    public var known: KnownViolations?
    /// How long it took; nil where times are not wanted.
    public var seconds: Double?

    public var verdict: Verdict { scopes.verdict }

    public init(
        invariant: String, description: String? = nil, severity: Severity, source: SourceLocation, claim: String,
        scopes: ScopeVerdicts, assumptions: [Assumption] = [], restsOn: [ReportedPolicy] = [],
        counterexamples: [Counterexample] = [], undecidedReasons: [ScopedReason] = [],
        vacuousParts: [ScopedReason] = [], warnings: [Diagnostic] = [], waivers: [ReportedWaiver] = [],
        seconds: Double? = nil
    ) {
        self.invariant = invariant
        self.description = description
        self.severity = severity
        self.source = source
        self.claim = claim
        self.scopes = scopes
        self.assumptions = assumptions
        self.restsOn = restsOn
        self.counterexamples = counterexamples
        self.undecidedReasons = undecidedReasons
        self.vacuousParts = vacuousParts
        self.warnings = warnings
        self.waivers = waivers
        self.seconds = seconds
    }
}

/// A reason that holds in one scope, in words.
public struct ScopedReason: Hashable, Sendable, Codable {
    public var scope: Scope
    public var text: String

    public init(scope: Scope, text: String) {
        self.scope = scope
        self.text = text
    }
}

/// Something a verdict takes as given.
public struct Assumption: Hashable, Sendable, Codable {
    /// A stable identifier, such as `enforcing-plugin`.
    public var id: String
    public var text: String
    /// Whether it stands with every verdict of the tool, so that the text for people may shorten it.
    public var isStanding: Bool

    public init(id: String, text: String, isStanding: Bool = false) {
        self.id = id
        self.text = text
        self.isStanding = isStanding
    }
}

/// A policy object by name and place.
public struct ReportedPolicy: Hashable, Sendable, Codable, Comparable {
    public var kind: String
    /// Nil for kinds without a namespace.
    public var namespace: String?
    public var name: String
    public var location: SourceLocation

    public init(kind: String, namespace: String?, name: String, location: SourceLocation) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.location = location
    }

    /// `namespace/name`, or the name alone.
    public var qualifiedName: String { namespace.map { "\($0)/\(name)" } ?? name }

    public static func < (left: Self, right: Self) -> Bool {
        (left.namespace ?? "", left.name, left.kind, left.location)
            < (right.namespace ?? "", right.name, right.kind, right.location)
    }
}

extension InvariantResult {
    /// The counterexamples that the verdict stands for.
    public var countingCounterexamples: [Counterexample] { counterexamples.filter { !isGap($0) } }

    /// The derivations that the verdict stands for.
    public var countingDerivations: [DerivedViolation] { derivations.filter { !isGap($0.scope) } }
}
