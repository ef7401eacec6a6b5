import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Reports

/// Turns what the evaluator found at an end of a connection into what reports show.
enum Explanation {
    static func end(_ decision: EndDecision, _ direction: Direction) -> EndExplanation {
        let outcome: EndExplanation.Decision = decision.decision == .allowed ? .allowed : .denied
        switch decision.reason {
        case .notGoverned(.external): return EndExplanation(outcome, .notGoverned(.external))
        case .notGoverned(.hostNetwork): return EndExplanation(outcome, .notGoverned(.hostNetwork))
        case .samePod: return EndExplanation(outcome, .unspecified("a pod always reaches itself"))
        case .noPolicySelects: return EndExplanation(outcome, .notSelected)
        case .noRuleMatches: return EndExplanation(outcome, .noRuleMatches)
        case .rule(let reference): return rule(reference, outcome)
        case .isolated(let policies, let nearest): return isolated(policies, nearest, outcome, direction)
        case .unknown: return EndExplanation(outcome, .unspecified("left open by Kubernetes or by the input"))
        }
    }

    private static func rule(_ reference: RuleReference, _ outcome: EndExplanation.Decision) -> EndExplanation {
        EndExplanation(
            outcome, .rule, policy: reported(reference.policy), rule: entry(of: reference),
            peer: reference.peer.map { peer(reference, $0) }, port: reference.port.map { port(reference, $0) })
    }

    private static func isolated(
        _ policies: [PolicyReference], _ nearest: NearestMiss?, _ outcome: EndExplanation.Decision,
        _ direction: Direction
    ) -> EndExplanation {
        if policies.contains(where: { $0.identity.name == World.ownersPolicyName }) {
            return EndExplanation(
                outcome, .unknownPolicies("the policies of this namespace are its owner's choice, and may deny"))
        }
        let reported = policies.map(reported)
        let miss = nearest.map { miss in
            let peer = direction == .ingress ? "the source" : "the destination"
            return NearestRule(
                policy: Self.reported(miss.rule.policy), rule: entry(of: miss.rule),
                why: miss.mismatches.map { $0.words(peer: peer) }.joined(separator: "; "))
        }
        return EndExplanation(
            outcome, .isolated, policy: reported.first, isolatedBy: reported, nearestMiss: miss)
    }

    static func reported(_ policy: PolicyReference) -> ReportedPolicy {
        ReportedPolicy(
            kind: policy.identity.kind, namespace: policy.identity.namespace, name: policy.identity.name,
            location: policy.location)
    }

    static func reported(_ policy: Policy) -> ReportedPolicy {
        reported(PolicyReference(identity: policy.identity, location: policy.location))
    }

    private static func entry(of rule: RuleReference) -> ReportedEntry {
        ReportedEntry(path: path(rule), location: rule.location)
    }

    private static func path(_ rule: RuleReference) -> String { "\(rule.direction.rawValue)[\(rule.index)]" }

    private static func peer(_ rule: RuleReference, _ entry: EntryReference) -> ReportedEntry {
        let list = rule.direction == .ingress ? "from" : "to"
        return ReportedEntry(path: "\(path(rule)).\(list)[\(entry.index)]", location: entry.location)
    }

    private static func port(_ rule: RuleReference, _ entry: EntryReference) -> ReportedEntry {
        ReportedEntry(path: "\(path(rule)).ports[\(entry.index)]", location: entry.location)
    }
}
