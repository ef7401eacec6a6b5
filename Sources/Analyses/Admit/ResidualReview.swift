import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// Finds under which labels the new and changed namespaces of a change would be admitted.
struct ResidualReview {
    private let inputs: AdmissionInputs
    private let options: VerifyOptions
    private let verdicts: [Verdict]
    private let forAnyPolicies: Bool
    private let names: [String]
    private let cluster: DecidedCluster

    /// - Parameters:
    ///   - verdicts: About the cluster without the change, in the order of the invariants.
    ///   - forAnyPolicies: Leave the policies of those namespaces out of it: any might be there.
    init(_ inputs: AdmissionInputs, options: VerifyOptions, before verdicts: [Verdict], forAnyPolicies: Bool) {
        self.inputs = inputs
        self.options = options
        self.verdicts = verdicts
        self.forAnyPolicies = forAnyPolicies
        names = Set(
            inputs.change.objects.filter { $0.action != .delete && $0.identity.isNamespace }.map(\.identity.name)
        ).sorted()
        cluster = DecidedCluster(
            inputs.change.after, specs: inputs.specs, options: options, anyPolicies: forAnyPolicies ? Set(names) : [])
    }

    /// One for each namespace, by name.
    ///
    /// - Parameter refine: finds the labels that need policies, beside those that are admissible anyway.
    func residuals(
        refining refine: ((_ namespace: String, _ admissible: LabelCover) throws -> Residual.Refinement)? = nil
    ) throws -> [Residual] {
        if let reason = reasonForNone { return names.map { unknown(of: $0, because: reason) } }
        let prover = Prover(cluster.world, options: options.proverOptions)
        return try names.map { name in
            let old = inputs.change.labelsBefore(of: name)
            let cover = try prover.residual(
                of: name, under: inputs.specs.invariants.map(\.claim), changedFrom: old,
                keepingSubjectsOf: inputs.change.claimsToKeep(relabelling: name, verdicts))
            var residual = Residual(
                namespace: name, forAnyPolicies: forAnyPolicies, cases: cover.map(\.conditions))
            guard let cover else { return residual }
            let rest = RestOfChange(inputs.change, apartFrom: name, inputs.specs, in: cluster)
            residual.isDeniedOtherwise = try rest.isDenied()
            if let old, !residual.isDeniedOtherwise, !cover.contains(old) {
                residual.alsoUnchanged = try isAdmitted(name, keeping: old)
            }
            residual.refinement = try refine?(name, residual.isDeniedOtherwise ? LabelCover([]) : cover)
            return residual
        }
    }

    /// Whether the change is admitted where it leaves the labels of a namespace as they are: then its pods are touched by
    /// nothing but the policies and workloads of the change, and nobody asks after rules for labels.
    private func isAdmitted(_ name: String, keeping labels: [String: String]) throws -> Bool {
        let kept = inputs.relabelling(name, labels)
        let decision = try ChangeDecision(kept.change, specs: kept.specs, options: options, before: verdicts)
        guard forAnyPolicies, decision.reasons.isEmpty else { return decision.reasons.isEmpty }
        let pods = EndpointPredicate.namespaceNamed([name])
        let questions = kept.specs.invariants.flatMap { invariant in
            invariant.claim.touching(pods, namespaces: .nothing).map { (invariant: invariant, claim: $0) }
        }
        let cluster = DecidedCluster(
            kept.change.after, specs: kept.specs, options: options, anyPolicies: Set(names))
        return try cluster.verdicts(of: questions).allSatisfy { $0 == .proved || $0 == .vacuous }
    }

    /// Why it cannot be told of any namespace; nil where it can.
    private var reasonForNone: String? {
        // Under which labels something can be derived along several connections is not told by the pairs that violate.
        let rules = inputs.specs.invariants.filter(\.claim.isDerived).map(\.name.inBackticks)
        if !rules.isEmpty {
            return "not told where invariants of rules count: \(rules.joined(separator: ", ")); "
                + "leave them out with `--invariant`"
        }
        guard let kind = inputs.change.after.restrictingKinds.first else { return nil }
        let undecided = inputs.specs.invariants.filter(\.claim.mayBreakByDenial).map(\.name.inBackticks)
        return undecided.isEmpty
            ? nil
            : "not told where objects of kind \(kind.kind.description) are not modelled and may cut what is to connect: "
                + "\(undecided.joined(separator: ", ")); leave them out with `--invariant`"
    }

    private func unknown(of name: String, because reason: String) -> Residual {
        var residual = Residual(namespace: name, forAnyPolicies: forAnyPolicies, cases: nil)
        residual.reason = reason
        return residual
    }
}

extension ClusterChange {
    /// The labels that a namespace has without the change; nil where there is none, or its name alone is known.
    func labelsBefore(of namespace: String) -> [String: String]? {
        before.cluster.namespace(named: namespace).flatMap { $0.hasManifest ? $0.labels : nil }
    }

    /// Positions of the invariants that hold so far, where the change with other labels of a namespace may leave them
    /// without a subject.
    func claimsToKeep(relabelling namespace: String, _ verdicts: [Verdict]) -> [Int] {
        guard mayRemoveEndpoints || before.cluster.namespace(named: namespace) != nil else { return [] }
        return verdicts.indices.filter { verdicts[$0] == .proved }
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
