public import Diagnostics

/// All that one run of `verify` has to say. Plain values: whoever renders it asks nobody anything.
public struct VerificationReport: Hashable, Sendable, Codable {
    /// In the order of the invariants' places in the specs.
    public var results: [InvariantResult]
    /// Kinds of objects that were read and have no say in any verdict, sorted by kind.
    public var ignored: [IgnoredObjects]
    /// Warnings and notes about the input. Errors never stand beside verdicts: see `RefusedInput`.
    public var diagnostics: [Diagnostic]
    public var universe: UniverseDescription
    public var inputs: InputCounts
    public var solver: SolverDescription
    /// Nil where times are not wanted, so that output is the same from run to run.
    public var timings: Timings?
    /// Which part of a run this is; nil for the whole.
    public var shard: Shard?

    public init(
        results: [InvariantResult], ignored: [IgnoredObjects] = [], diagnostics: [Diagnostic] = [],
        universe: UniverseDescription, inputs: InputCounts, solver: SolverDescription, timings: Timings? = nil
    ) {
        self.results = results
        self.ignored = ignored
        self.diagnostics = diagnostics
        self.universe = universe
        self.inputs = inputs
        self.solver = solver
        self.timings = timings
    }

    /// How many invariants have each verdict.
    public func count(of verdict: Verdict) -> Int {
        results.count { $0.verdict == verdict }
    }

    /// The report without anything that differs from run to run.
    public var withoutTimings: VerificationReport {
        var copy = self
        copy.timings = nil
        for index in copy.results.indices { copy.results[index].seconds = nil }
        return copy
    }
}

/// What is said instead of verdicts when the input cannot be used: nothing is half-read.
public struct RefusedInput: Hashable, Sendable, Codable {
    public var diagnostics: [Diagnostic]

    public init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}

/// Objects of one kind that were read and left out.
public struct IgnoredObjects: Hashable, Sendable, Codable, Comparable {
    public var apiVersion: String
    public var kind: String
    public var count: Int

    public init(apiVersion: String, kind: String, count: Int) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.count = count
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.kind, left.apiVersion, left.count) < (right.kind, right.apiVersion, right.count)
    }
}

/// What the verdicts are about, counted.
public struct InputCounts: Hashable, Sendable, Codable {
    public var policies: Int
    public var namespaces: Int
    public var workloads: Int

    public init(policies: Int, namespaces: Int, workloads: Int) {
        self.policies = policies
        self.namespaces = namespaces
        self.workloads = workloads
    }
}

/// Which solver decided.
public struct SolverDescription: Hashable, Sendable, Codable {
    public var name: String
    public var version: String

    public init(name: String = "Z3", version: String) {
        self.name = name
        self.version = version
    }
}

/// Seconds for each stage of a run, in the order in which the stages ran.
public struct Timings: Hashable, Sendable, Codable {
    public struct Stage: Hashable, Sendable, Codable {
        public var name: String
        public var seconds: Double

        public init(name: String, seconds: Double) {
            self.name = name
            self.seconds = seconds
        }
    }

    public var stages: [Stage]

    public init(stages: [Stage]) {
        self.stages = stages
    }

    public var total: Double { stages.reduce(0) { $0 + $1.seconds } }
}
