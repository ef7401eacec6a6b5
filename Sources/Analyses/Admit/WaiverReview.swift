import Invariants
import PolicyModel
import Prover
import Reports

/// Finds out which waivers bear on what a change touches.
struct WaiverReview {
    let plan: WaiverPlan
    let change: ClusterChange
    let cluster: DecidedCluster

    /// The waivers of each invariant, in the order of the specs; one is used if the change touches what it takes out.
    ///
    /// - Parameter invariants: as they are written, with what is waived.
    func waivers(of invariants: [Invariant]) throws -> [[ReportedWaiver]] {
        guard !plan.entries.isEmpty else { return invariants.map { _ in [] } }
        let touched = TouchedEndpoints(change)
        var claims: [Claim] = []
        let ranges = invariants.map { invariant in
            (plan.entries[invariant.name] ?? []).map { entry in
                let first = claims.count
                if !entry.isExpired, !touched.isEmpty {
                    claims += entry.probes(of: invariant.claim).flatMap {
                        $0.touching(touched.endpoints, namespaces: touched.namespaces)
                    }
                }
                return (entry: entry, probes: first..<claims.count)
            }
        }
        let answers = try cluster.answers(to: claims, explaining: [])
        return ranges.map { $0.map { $0.entry.reported(Array(answers[$0.probes])) } }
    }
}
