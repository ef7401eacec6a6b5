public import Diagnostics

/// What a change of policies opens and closes. Plain values: whoever renders it asks nobody anything.
public struct DiffReport: Hashable, Sendable {
    /// How the head relates to the base.
    public enum Relation: String, Hashable, Sendable, CaseIterable {
        /// Every connection is allowed in both or in neither.
        case equivalent
        /// The head allows less, and nothing more.
        case tightened
        /// The head allows more, and nothing less.
        case opened
        /// The head allows some that the base does not, and the reverse.
        case both
        /// The solver gave up.
        case undecided
    }

    public var relation: Relation
    /// Whether the classes are all that there is to say: none was left out for a limit.
    public var isComplete: Bool
    /// Why something is not known, in words.
    public var undecided: String?
    public var base: DiffRevision
    public var head: DiffRevision
    /// Objects that are not the same in both; sorted.
    public var changes: [DiffChange]
    /// Those that open first; the widest first.
    public var classes: [DiffClass]
    /// In the order of the specs.
    public var invariants: [DiffInvariant]
    public var ignored: [IgnoredObjects]
    public var diagnostics: [Diagnostic]
    public var universe: UniverseDescription
    public var solver: SolverDescription
    public var timings: Timings?

    public init(
        relation: Relation, isComplete: Bool = true, undecided: String? = nil, base: DiffRevision, head: DiffRevision,
        changes: [DiffChange] = [], classes: [DiffClass] = [], invariants: [DiffInvariant] = [],
        ignored: [IgnoredObjects] = [], diagnostics: [Diagnostic] = [], universe: UniverseDescription,
        solver: SolverDescription, timings: Timings? = nil
    ) {
        self.relation = relation
        self.isComplete = isComplete
        self.undecided = undecided
        self.base = base
        self.head = head
        self.changes = changes
        self.classes = classes
        self.invariants = invariants
        self.ignored = ignored
        self.diagnostics = diagnostics
        self.universe = universe
        self.solver = solver
        self.timings = timings
    }

    /// The report without anything that differs from run to run.
    public var withoutTimings: DiffReport {
        var copy = self
        copy.timings = nil
        return copy
    }

    /// The classes of a kind.
    public func classes(_ kind: DiffClass.Kind, isExpected: Bool? = nil) -> [DiffClass] {
        classes.filter { $0.kind == kind && (isExpected == nil || $0.isExpected == isExpected) }
    }
}

/// One of the two revisions.
public struct DiffRevision: Hashable, Sendable {
    /// As the user named it.
    public var name: String
    public var inputs: InputCounts

    public init(name: String, inputs: InputCounts) {
        self.name = name
        self.inputs = inputs
    }
}

/// An object that is not the same in both revisions.
public struct DiffChange: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable, CaseIterable {
        case added, removed, changed
    }

    public var action: Action
    public var kind: String
    public var namespace: String?
    public var name: String
    /// Nil where the base does not have it.
    public var base: SourceLocation?
    /// Nil where the head does not have it.
    public var head: SourceLocation?

    public init(
        _ action: Action, kind: String, namespace: String?, name: String, base: SourceLocation?, head: SourceLocation?
    ) {
        self.action = action
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.base = base
        self.head = head
    }
}

/// What becomes of one invariant.
public struct DiffInvariant: Hashable, Sendable {
    public var name: String
    public var severity: InvariantResult.Severity
    public var source: SourceLocation
    public var base: Verdict
    public var head: Verdict

    public init(
        name: String, severity: InvariantResult.Severity, source: SourceLocation, base: Verdict, head: Verdict
    ) {
        self.name = name
        self.severity = severity
        self.source = source
        self.base = base
        self.head = head
    }
}

/// What of a difference fails the run.
public enum DiffThreshold: String, Hashable, Sendable, CaseIterable {
    /// A connection that the head opens, and that nobody expects.
    case opened
    /// Any difference but expected openings.
    case any
    case none
}

extension RunStatus {
    /// The status of a run of `diff`; the same for every format.
    public init(_ report: DiffReport, failingOn threshold: DiffThreshold) {
        let counted = report.classes.contains { !$0.isExpected && ($0.kind == .opened || threshold == .any) }
        if threshold != .none, counted {
            self = .refuted
        } else {
            self = report.relation == .undecided || report.undecided != nil ? .undecided : .proved
        }
    }
}
