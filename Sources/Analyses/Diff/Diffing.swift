public import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
public import Reports

/// Compares two revisions of a cluster's policies.
public struct Diffing: Sendable {
    public var options: DiffOptions
    /// Which solver is at work, for the report.
    public var solver: SolverDescription

    public init(options: DiffOptions = DiffOptions(), solver: SolverDescription) {
        self.options = options
        self.solver = solver
    }

    /// The difference; nil where the input cannot be used, for reasons that `diagnostics` then holds.
    ///
    /// - Throws: What is the tool's own fault, such as a connection that is not different when replayed.
    public func run(_ request: DiffRequest, into diagnostics: inout Diagnostics) throws -> DiffReport? {
        var clock = StageClock()
        guard let inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        let universe = inputs.specs.universe
        let revisions = [inputs.base.loaded, inputs.head.loaded].map {
            Revision(cluster: $0.cluster, program: $0.program)
        }
        let prover = DifferenceProver(
            base: revisions[0], head: revisions[1], universe: universe, expected: inputs.expected,
            options: options.proverOptions)
        let difference = try prover.difference()
        let touched = try touched(by: difference.classes, inputs.specs.invariants, prover)
        clock.finish("compare")
        let invariants = try invariants(inputs)
        clock.finish("decide")
        let names = Set(revisions.flatMap { $0.cluster.namespaces.map(\.name) }).sorted()
        let description = DiffDescription(namespaces: names, universe: universe)
        return DiffReport(
            relation: difference.relation, isComplete: difference.truncated.isEmpty, undecided: difference.undecided,
            base: inputs.base.described, head: inputs.head.described,
            changes: DiffChanges(base: inputs.base.loaded, head: inputs.head.loaded).all,
            classes: zip(difference.classes, touched).map { found, names in
                var reported = description.reported(found)
                reported.invariants = names
                return reported
            }, invariants: invariants,
            ignored: inputs.head.loaded.ignored.map(\.reported).sorted(), diagnostics: diagnostics.sorted,
            universe: universe.described, solver: solver, timings: clock.timings)
    }

    /// For each class the names of the invariants that speak of its connections.
    private func touched(
        by classes: [ConnectionClass], _ invariants: [Invariant], _ prover: DifferenceProver
    ) throws -> [[String]] {
        let claims = invariants.compactMap { invariant -> (name: String, claim: ConnectionClaim)? in
            guard case .connections(let claim) = invariant.claim else { return nil }
            return (invariant.name, claim)
        }
        return try prover.claims(claims.map(\.claim), touchedBy: classes).map { $0.map { claims[$0].name } }
    }

    /// The verdicts on the invariants in both revisions.
    private func invariants(_ inputs: DiffInputs) throws -> [DiffInvariant] {
        let invariants = inputs.specs.invariants
        guard !invariants.isEmpty else { return [] }
        let verdicts = try [inputs.base, inputs.head].map { side in
            try DecidedCluster(side.loaded, specs: inputs.specs, options: options.verifyOptions).verdicts(
                of: invariants)
        }
        return invariants.enumerated().map { position, invariant in
            DiffInvariant(
                name: invariant.name, severity: invariant.severity.reported, source: invariant.location,
                base: verdicts[0][position], head: verdicts[1][position])
        }
    }
}

/// How `diff` goes about its work.
public struct DiffOptions: Hashable, Sendable {
    /// The most classes to describe of each kind of difference.
    public var maximumClasses: Int
    /// For each question to the solver; nil for no limit.
    public var timeout: Duration?
    /// Solver resource units for each question; nil for no limit.
    public var resourceLimit: UInt32?

    public init(maximumClasses: Int = 100, timeout: Duration? = nil, resourceLimit: UInt32? = nil) {
        self.maximumClasses = maximumClasses
        self.timeout = timeout
        self.resourceLimit = resourceLimit
    }

    fileprivate var verifyOptions: VerifyOptions { VerifyOptions(timeout: timeout, resourceLimit: resourceLimit) }

    fileprivate var proverOptions: DifferenceProver.Options {
        DifferenceProver.Options(
            timeoutMilliseconds: timeout.map { UInt32(clamping: Int($0.inSeconds * 1_000)) },
            resourceLimit: resourceLimit, maximumClasses: maximumClasses)
    }
}

extension DiffInputs.Side {
    fileprivate var described: DiffRevision {
        DiffRevision(
            name: name,
            inputs: InputCounts(
                policies: loaded.policyCount, namespaces: loaded.cluster.namespaces.count,
                workloads: loaded.cluster.workloads.count))
    }
}

extension PolicyDifference {
    fileprivate var relation: DiffReport.Relation {
        if undecided != nil, kinds.isEmpty { return .undecided }
        switch (kinds.contains(where: \.isOpening), kinds.contains(.closed)) {
        case (false, false): return .equivalent
        case (false, true): return .tightened
        case (true, false): return .opened
        case (true, true): return .both
        }
    }
}
