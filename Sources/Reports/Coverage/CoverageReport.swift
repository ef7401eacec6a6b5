public import Diagnostics

/// How many changes of the policies the invariants notice.
public struct CoverageReport: Hashable, Sendable {
    /// Every mutant, in the order of the policies and within each of its text.
    public var mutants: [CoverageMutant]
    /// Every policy, sorted by place.
    public var policies: [CoveredPolicy]
    /// Every invariant, in the order of the specs.
    public var invariants: [CoveringInvariant]
    public var ignored: [IgnoredObjects]
    /// Problems of the input and warnings, sorted.
    public var diagnostics: [Diagnostic]
    public var universe: UniverseDescription
    public var inputs: InputCounts
    public var solver: SolverDescription
    /// Nil where times are not wanted.
    public var timings: Timings?

    public init(
        mutants: [CoverageMutant], policies: [CoveredPolicy], invariants: [CoveringInvariant],
        ignored: [IgnoredObjects], diagnostics: [Diagnostic], universe: UniverseDescription, inputs: InputCounts,
        solver: SolverDescription, timings: Timings?
    ) {
        self.mutants = mutants
        self.policies = policies
        self.invariants = invariants
        self.ignored = ignored
        self.diagnostics = diagnostics
        self.universe = universe
        self.inputs = inputs
        self.solver = solver
        self.timings = timings
    }

    public var withoutTimings: CoverageReport {
        var report = self
        report.timings = nil
        return report
    }
}

/// A policy with one thing changed, and what the invariants say of it.
public struct CoverageMutant: Hashable, Sendable {
    /// What is changed.
    public enum Change: String, Hashable, Sendable, CaseIterable {
        case dropPolicy = "drop-policy"
        case dropRule = "drop-rule"
        /// A requirement of a label selector is gone.
        case widenSelector = "widen-selector"
        /// In turns into NotIn, Exists into DoesNotExist, and the reverse.
        case flipOperator = "flip-operator"
        /// Peers of the policy's own namespace become those of every namespace.
        case widenNamespace = "widen-namespace"
        /// A port becomes every port of its protocol.
        case widenPort = "widen-port"
        /// A range of ports is one longer.
        case stretchPorts = "stretch-ports"
        /// A rule no longer asks for ports.
        case dropPorts = "drop-ports"
        /// An address block is one bit wider.
        case widenBlock = "widen-block"
        /// An address block has one exception fewer.
        case dropException = "drop-exception"
    }

    public enum Fate: Hashable, Sendable {
        /// By the name of the first invariant that was proved and no longer is.
        case caught(by: String)
        case survived
        /// The change means nothing: it can be noticed by nobody, and does not count.
        case equivalent
        case undecided(String)

        /// A stable name.
        public var name: String {
            switch self {
            case .caught: "caught"
            case .survived: "survived"
            case .equivalent: "equivalent"
            case .undecided: "undecided"
            }
        }
    }

    public var policy: ReportedPolicy
    public var change: Change
    /// The rule that is changed, such as `ingress[0]`; nil for the policy as a whole or its podSelector.
    public var rule: String?
    /// Where what is changed stands.
    public var location: SourceLocation
    /// What is changed, in words.
    public var text: String
    public var fate: Fate

    public init(
        policy: ReportedPolicy, change: Change, rule: String?, location: SourceLocation, text: String, fate: Fate
    ) {
        self.policy = policy
        self.change = change
        self.rule = rule
        self.location = location
        self.text = text
        self.fate = fate
    }
}

/// How many of some mutants came to what end.
public struct CoverageCounts: Hashable, Sendable {
    public var caught = 0
    public var survived = 0
    public var equivalent = 0
    public var undecided = 0

    public init(_ mutants: some Sequence<CoverageMutant>) {
        for mutant in mutants {
            switch mutant.fate {
            case .caught: caught += 1
            case .survived: survived += 1
            case .equivalent: equivalent += 1
            case .undecided: undecided += 1
            }
        }
    }

    /// All that mean something.
    public var counted: Int { caught + survived + undecided }

    /// The percentage caught of those that mean something, rounded down; nil where there are none.
    public var percentage: Int? { counted == 0 ? nil : caught * 100 / counted }
}

/// A policy, and what would be noticed of changes to it.
public struct CoveredPolicy: Hashable, Sendable {
    public var policy: ReportedPolicy
    public var counts: CoverageCounts
    /// The proofs that rest on it, by the names of their invariants, in the order of the specs.
    public var restedOnBy: [String]
    /// Rules of which no change is noticed, such as `ingress[0]`, and where they stand.
    public var unwatchedRules: [Rule]

    public struct Rule: Hashable, Sendable {
        public var name: String
        public var location: SourceLocation

        public init(name: String, location: SourceLocation) {
            self.name = name
            self.location = location
        }
    }

    public init(policy: ReportedPolicy, counts: CoverageCounts, restedOnBy: [String], unwatchedRules: [Rule]) {
        self.policy = policy
        self.counts = counts
        self.restedOnBy = restedOnBy
        self.unwatchedRules = unwatchedRules
    }

    /// No change to it is noticed, though some mean something.
    public var isUnwatched: Bool { counts.caught == 0 && counts.counted > 0 }
}

/// An invariant, and how many mutants it was the first to catch.
public struct CoveringInvariant: Hashable, Sendable {
    public var name: String
    public var location: SourceLocation
    /// Only those that are proved can catch anything.
    public var verdict: Verdict
    public var caught: Int

    public init(name: String, location: SourceLocation, verdict: Verdict, caught: Int) {
        self.name = name
        self.location = location
        self.verdict = verdict
        self.caught = caught
    }
}

extension CoverageReport {
    public var counts: CoverageCounts { CoverageCounts(mutants) }

    /// The files of policies, sorted, with the counts of their mutants.
    public var files: [(file: String, counts: CoverageCounts)] {
        Dictionary(grouping: mutants, by: \.policy.location.file)
            .map { ($0.key, CoverageCounts($0.value)) }.sorted { $0.0 < $1.0 }
    }

    /// What makes the run fail: fewer caught than the floor; then what is undecided; then that nothing could be caught.
    public func status(minimum: Int?) -> RunStatus {
        var statuses: [RunStatus] = []
        let counts = counts
        if let minimum, counts.counted > 0, counts.caught * 100 < minimum * counts.counted {
            statuses.append(.refuted)
        }
        if counts.undecided > 0 { statuses.append(.undecided) }
        if counts.counted == 0 || !invariants.contains(where: { $0.verdict == .proved }) { statuses.append(.vacuous) }
        return RunStatus.worst(statuses)
    }
}
