import Dialects
import Invariants
import PolicyModel
import Reports

/// What of a change is decided alike whatever labels one of its namespaces has: all that is about no pod of it.
struct RestOfChange {
    private let change: ClusterChange
    private let namespace: String
    private let specs: Specs
    private let cluster: DecidedCluster

    /// - Parameter cluster: The one after the change.
    init(_ change: ClusterChange, apartFrom namespace: String, _ specs: Specs, in cluster: DecidedCluster) {
        self.change = change
        self.namespace = namespace
        self.specs = specs
        self.cluster = cluster
    }

    /// Whether the change is denied for it.
    func isDenied() throws -> Bool {
        if specs.invariants.isEmpty, !specs.universe.hasLabelRules { return true }
        return try !labelReasons.isEmpty || !change.orphaned(specs.waivers).isEmpty || breaksClaims()
    }

    private var labelReasons: [AdmissionReason] {
        let others = change.objects.filter { !($0.identity.isNamespace && $0.identity.name == namespace) }
        return LabelReview(
            others, before: change.before.cluster, after: change.after.cluster, specs.universe
        ).reasons
    }

    private func breaksClaims() throws -> Bool {
        let touched = TouchedEndpoints(change, apartFrom: namespace)
        if touched.isEmpty { return false }
        let left = EndpointPredicate.namespaceNamed([namespace])
        let questions = specs.invariants.flatMap { invariant in
            invariant.claim.touching(touched.endpoints, namespaces: touched.namespaces).map {
                (invariant: invariant, claim: $0.apart(from: left, namespaces: left))
            }
        }
        return try cluster.verdicts(of: questions).contains { $0 == .refuted || $0 == .undecided }
    }
}
