import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// Finds under which labels the new and changed namespaces of a change would be admitted.
struct ResidualReview {
    private let names: [String]
    private let before: Cluster
    private let specs: Specs
    private let world: World
    private let options: VerifyOptions
    private let forAnyPolicies: Bool
    /// Positions of the invariants that hold so far, where the change may leave them without a subject.
    private let kept: [Int]

    /// - Parameters:
    ///   - verdicts: About the cluster without the change, in the order of the invariants.
    ///   - forAnyPolicies: Leave the policies of those namespaces out of it: any might be there.
    init(
        _ change: ClusterChange, specs: Specs, options: VerifyOptions, before verdicts: [Verdict], forAnyPolicies: Bool
    ) {
        kept = change.mayRemoveEndpoints ? verdicts.indices.filter { verdicts[$0] == .proved } : []
        names = Set(change.objects.filter { $0.action != .delete && $0.identity.isNamespace }.map(\.identity.name))
            .sorted()
        before = change.before.cluster
        self.specs = specs
        self.options = options
        self.forAnyPolicies = forAnyPolicies
        var world = World(
            cluster: change.after.cluster, program: change.after.program, universe: specs.universe)
        if forAnyPolicies { world.anyPolicies = Set(names) }
        self.world = world
    }

    /// One for each namespace, by name.
    ///
    /// - Parameter refine: finds the labels that need policies, beside those that are admissible anyway.
    func residuals(
        refining refine: ((_ namespace: String, _ admissible: LabelCover) throws -> Residual.Refinement)? = nil
    ) throws -> [Residual] {
        let rules = specs.invariants.filter(\.claim.isDerived).map(\.name.inBackticks)
        guard rules.isEmpty else { return names.map { unknown(of: $0, because: rules) } }
        let prover = Prover(world, options: options.proverOptions)
        return try names.map { name in
            let old = before.namespace(named: name).flatMap { $0.hasManifest ? $0.labels : nil }
            let cover = try prover.residual(
                of: name, under: specs.invariants.map(\.claim), changedFrom: old, keepingSubjectsOf: kept)
            var residual = Residual(
                namespace: name, forAnyPolicies: forAnyPolicies, cases: cover.map(\.conditions))
            if let cover, let refine { residual.refinement = try refine(name, cover) }
            return residual
        }
    }

    /// Under which labels something can be derived along several connections is not told by the pairs that violate.
    private func unknown(of name: String, because rules: [String]) -> Residual {
        var residual = Residual(namespace: name, forAnyPolicies: forAnyPolicies, cases: nil)
        residual.reason =
            "not told where invariants of rules count: \(rules.joined(separator: ", ")); leave them out with `--invariant`"
        return residual
    }
}

extension LabelCover {
    /// The cubes as cases of which one has to hold.
    var conditions: [[Residual.Condition]] { cubes.map(\.conditions) }
}

extension LabelCube {
    fileprivate var conditions: [Residual.Condition] {
        keys.map { key in
            let set = self[key]
            return Residual.Condition(
                key: key, absent: set.includesAbsence, values: set.values, others: set.isCofinite)
        }
    }
}
