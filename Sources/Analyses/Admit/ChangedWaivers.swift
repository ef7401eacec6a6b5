import Diagnostics
import Dialects
import Invariants
import PolicyModel
import Reports

/// What is waived before a change, and after it.
///
/// A change waives nothing by itself: what an annotation waives counts afterwards only where it was waived before, by the
/// same words on a policy that does the same. What a Waiver says of a policy by its name, it says of the policy that is
/// there afterwards.
struct ChangedWaivers {
    let before: WaiverPlan
    let after: WaiverPlan

    init(_ specs: Specs, _ change: ClusterChange, on day: CalendarDate, into diagnostics: inout Diagnostics) {
        let (before, after) = (change.before.program.policies, change.after.program.policies)
        // A Waiver may speak of a policy that comes with the change, or that goes with it.
        _ = WaiverPlan(specs, after + before, on: day, into: &diagnostics)
        var told = Diagnostics()
        self.before = WaiverPlan(specs, before, on: day, into: &told)
        var kept = specs
        kept.waivers = specs.waivers.compactMap { $0.kept(through: change) }
        self.after = WaiverPlan(kept, after, on: day, into: &told)
    }
}

extension Waiver {
    /// What is left of it after a change; nil if nothing is.
    fileprivate func kept(through change: ClusterChange) -> Waiver? {
        guard case .policy(.at(let place)) = scope else { return self }
        guard let old = change.before.program.policies.first(where: { $0.location == place }),
            let new = change.after.program.policies.first(where: { $0.identity == old.identity })
        else { return nil }
        if new.location == place { return self }
        let isSaidAgain = change.waivers.contains { waiver in
            waiver.scope == .policy(.at(new.location)) && waiver.says(the: self)
        }
        guard isSaidAgain, new.does(the: old) else { return nil }
        var moved = self
        moved.scope = .policy(.at(new.location))
        return moved
    }

    /// Whether it is the same but for the place where it stands.
    private func says(the other: Waiver) -> Bool {
        name == other.name && invariants.map(\.text) == other.invariants.map(\.text) && reason == other.reason
            && owner == other.owner && expires == other.expires
    }
}

extension Policy {
    /// Whether it is the same but for the place where it stands.
    fileprivate func does(the other: Policy) -> Bool { placed(at: location) == other.placed(at: location) }

    /// The policy as if all of it stood at one place.
    private func placed(at location: SourceLocation) -> Policy {
        var policy = self
        policy.location = location
        policy.ingress = ingress.map { $0.placed(at: location) }
        policy.egress = egress.map { $0.placed(at: location) }
        return policy
    }
}

extension Rule {
    fileprivate func placed(at location: SourceLocation) -> Rule {
        Rule(
            action: action, peers: peers?.map { PeerEntry($0.predicate, location: location) },
            ports: ports?.map { PortEntry($0.match, usesEndPort: $0.usesEndPort, location: location) },
            location: location)
    }
}

extension ClusterChange {
    /// The Waivers, each for every invariant that it names, of policies that the change takes away: the Specs could not be
    /// read with the cluster afterwards.
    func orphaned(_ waivers: [Waiver]) -> [AdmissionReason] {
        let (policies, left) = (before.program.policies, after.program.policies)
        return waivers.flatMap { waiver -> [AdmissionReason] in
            guard case .policy(let name) = waiver.scope, case .named = name, policies.contains(where: name.names),
                !left.contains(where: name.names)
            else { return [] }
            return waiver.invariants.map { invariant in
                AdmissionReason(
                    .invariant, .violated, name: invariant.text,
                    message: "the waiver \(waiver.name.inBackticks) speaks of a policy that the change takes away",
                    location: waiver.location, suggestion: "take the waiver out of the Specs first")
            }
        }
    }
}
