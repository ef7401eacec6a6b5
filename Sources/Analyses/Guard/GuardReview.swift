import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// What one change does to every invariant, decided about what it touches alone.
struct GuardReview {
    private let object: ClusterChange.ChangedObject
    private let change: WorldChange
    private let touched: TouchedEndpoints
    private let pods: TouchedPods
    private let cluster: AdmissionGuard
    /// Whether something that an invariant is about may be gone.
    private let mayRemoveEndpoints: Bool
    /// Whether all that the change touches is in namespaces that can be told: of policies for the whole cluster it is not.
    let isSliced: Bool

    init(_ object: ClusterChange.ChangedObject, _ revision: InputRevision, of cluster: AdmissionGuard) {
        self.object = object
        self.cluster = cluster
        change = WorldChange(
            cluster: revision.cluster,
            policies: revision.policies.map { WorldChange.PolicyExchange(tier: $0.tier, old: $0.old, new: $0.new) })
        let before = cluster.base.cluster
        let after = revision.cluster ?? before
        let own = object.identity.isNamespace ? object.identity.name : object.identity.namespace
        let names = [own].compactMap(\.self)
        let changed = names.filter { before.namespace(named: $0) != after.namespace(named: $0) }
        let workloads = [object.workload].compactMap(\.self).filter { workload in
            [before, after].contains { $0.workload(workload) != nil }
        }
        touched = TouchedEndpoints(
            namespaces: changed, policies: revision.policies.flatMap { [$0.old, $0.new].compactMap(\.self) },
            workloads: workloads, of: after)
        pods = TouchedPods(endpoints: touched.endpoints, namespaces: names, workloads: workloads)
        mayRemoveEndpoints = !after.keeps(namespaces: names, workloads: workloads, of: before)
        isSliced = !names.isEmpty
    }

    /// What keeps the change from being admitted; of invariants that are violated only the first.
    func reasons(with solvers: inout Solvers) throws -> [AdmissionReason] {
        let specs = cluster.specs
        let review = LabelReview(
            [object], before: cluster.base.cluster, after: change.cluster ?? cluster.base.cluster, specs.universe)
        var reasons = review.reasons
        if specs.invariants.isEmpty, !specs.universe.hasLabelRules {
            reasons.append(.nothingChecked)
        }
        guard reasons.isEmpty, !touched.isEmpty || mayRemoveEndpoints else { return reasons }
        let decision = TouchedDecision(change, pods, of: cluster.prepared)
        let key = memoryKey
        switch key.flatMap({ cluster.memory[$0] }) {
        case .admitted?: return []
        case .violates(let position)?:
            if let found = try reason(specs.invariants[position], at: position, decision, with: &solvers) {
                return [found]
            }
        case nil: break
        }
        for (position, invariant) in specs.invariants.enumerated() {
            guard let found = try reason(invariant, at: position, decision, with: &solvers) else { continue }
            if found.certainty == .undecided {
                reasons.append(found)
                continue
            }
            if let key { cluster.memory.remember(.violates(position), of: key) }
            return [found]
        }
        if reasons.isEmpty, let key { cluster.memory.remember(.admitted, of: key) }
        return reasons
    }

    /// Of a namespace that is put: all that the decision about it depends on, beside the cluster.
    private var memoryKey: GuardMemory.Key? {
        guard object.identity.isNamespace, object.action != .delete,
            let namespace = change.cluster?.namespace(named: object.identity.name)
        else { return nil }
        let isListed = cluster.base.cluster.namespace(named: namespace.name) != nil
        return cluster.prepared.likeness(of: namespace).map {
            GuardMemory.Key(name: isListed ? namespace.name : nil, likeness: $0)
        }
    }

    private func reason(
        _ invariant: Invariant, at position: Int, _ decision: TouchedDecision, with solvers: inout Solvers
    ) throws -> AdmissionReason? {
        let before = cluster.verdicts[position]
        guard invariant.claim.isDividedByTouch(wasRefuted: before == .refuted) else { return nil }
        let answer = try decision.answer(
            toClaimAt: position, held: before == .proved,
            includingFuture: cluster.specs.universe.namespaces.future == .fail, with: &solvers)
        let held = before == .proved ? "held before, and " : ""
        let message = held + "fails for endpoints that the change touches"
        switch answer {
        case .violated(let witness):
            let counterexample = Findings(world: decision.world).reported(witness)
            return reason(invariant, .violated, message, counterexample)
        case .mislabelled(let namespaces):
            let known = cluster.specs.universe.namespaces.labels.map(\.key)
            let words = namespaces.prefix(1).flatMap { namespace in
                namespace.violations.map { violation in
                    let fault = LabelFault(violation, in: namespace.namespace.labels, known: known)
                    return "namespace/\(namespace.namespace.name) \(fault.message)"
                }
            }
            return reason(invariant, .violated, held + (words.first ?? message))
        case .derivable(let derivation):
            guard case .derived(let claim) = invariant.claim else { return reason(invariant, .violated, message) }
            let found = Findings(world: decision.world).reported(derivation, of: claim.program)
            return reason(invariant, .violated, message, derivation: found)
        case .undecided: return reason(invariant, .undecided, "is undecided for endpoints that the change touches")
        case .holds where mayBeCut(invariant):
            return reason(invariant, .undecided, "is undecided for endpoints that the change touches")
        case .holds, .untouched:
            guard before == .proved, mayRemoveEndpoints else { return nil }
            switch try decision.isAboutAnything(claimAt: position, with: &solvers) {
            case true?: return nil
            case false?:
                return reason(invariant, .vacuous, held + "is about nothing that is left after the change")
            case nil: return reason(invariant, .undecided, held + "may be about nothing that is left after the change")
            }
        }
    }

    /// Objects that were read past may cut what the policies allow.
    private func mayBeCut(_ invariant: Invariant) -> Bool {
        invariant.claim.mayBreakByDenial && !cluster.base.restrictingKinds.isEmpty
    }

    private func reason(
        _ invariant: Invariant, _ certainty: AdmissionReason.Certainty, _ message: String,
        _ counterexample: Counterexample? = nil, derivation: DerivedViolation? = nil
    ) -> AdmissionReason {
        AdmissionReason(
            invariant.claim.reasonKind, certainty, name: invariant.name, message: message, location: invariant.location,
            counterexample: counterexample, derivation: derivation)
    }
}
