import Invariants
import PolicyModel
import Prover
import Reports

/// The claims by which it is found out whether waivers are needed.
struct WaiverProbes {
    /// To be decided beside those of the invariants.
    private(set) var claims: [Claim] = []
    private var entries: [String: [(entry: WaiverPlan.Entry, probes: Range<Int>)]] = [:]

    init(of invariants: [Invariant], _ plan: WaiverPlan) {
        for invariant in invariants {
            for entry in plan.entries[invariant.name] ?? [] {
                let first = claims.count
                if !entry.isExpired { claims += entry.probes(of: invariant.claim) }
                entries[invariant.name, default: []].append((entry, first..<claims.count))
            }
        }
    }

    /// The waivers of an invariant, in the order of the specs; `answers` are those to `claims`.
    func waivers(of invariant: Invariant, _ answers: ArraySlice<Prover.Answer>) -> [ReportedWaiver] {
        let answers = Array(answers)
        return (entries[invariant.name] ?? []).map { $0.entry.reported(Array(answers[$0.probes])) }
    }
}
