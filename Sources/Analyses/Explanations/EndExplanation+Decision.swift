import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel
import Reports

extension EndExplanation {
    /// What the evaluator decided, in the terms of reports; nil where it could not decide.
    init?(_ end: Evaluation.EndDecision) {
        let decision: Decision
        switch end.decision {
        case .allowed: decision = .allowed
        case .denied: decision = .denied
        case .unknown: return nil
        }
        switch end.reason {
        case .notGoverned(.external): self.init(decision, .notGoverned(.external))
        case .notGoverned(.node): self.init(decision, .notGoverned(.node))
        case .notGoverned(.hostNetwork): self.init(decision, .notGoverned(.hostNetwork))
        case .samePod: self.init(decision, .samePod)
        case .noPolicySelects: self.init(decision, .notSelected)
        case .noRuleMatches: self.init(decision, .noRuleMatches)
        case .rule(let rule):
            self.init(
                decision, .rule, policy: ReportedPolicy(rule.policy), rule: rule.entry, peer: rule.peerEntry,
                port: rule.portEntry)
        case .isolated(let by, let nearest):
            let policies = by.map { ReportedPolicy($0) }.sorted()
            self.init(
                decision, .isolated, policy: policies.first, isolatedBy: policies,
                nearestMiss: nearest.map { NearestRule($0) })
        case .unknown: return nil
        }
    }
}

extension ReportedPolicy {
    init(_ policy: PolicyReference) {
        self.init(
            kind: policy.identity.kind, namespace: policy.identity.namespace, name: policy.identity.name,
            location: policy.location)
    }
}

extension NearestRule {
    init(_ miss: NearestMiss) {
        self.init(
            policy: ReportedPolicy(miss.rule.policy), rule: miss.rule.peerEntry ?? miss.rule.entry,
            why: miss.mismatches.map(\.inWords).joined(separator: ", and "))
    }
}

extension RuleReference {
    /// The rule as its author would write the way to it: `ingress[0]`.
    var entry: ReportedEntry { ReportedEntry(path: path, location: location) }

    var peerEntry: ReportedEntry? {
        let list = direction == .ingress ? "from" : "to"
        return peer.map { ReportedEntry(path: "\(path).\(list)[\($0.index)]", location: $0.location) }
    }

    var portEntry: ReportedEntry? {
        port.map { ReportedEntry(path: "\(path).ports[\($0.index)]", location: $0.location) }
    }

    private var path: String { "\(direction.rawValue)[\(index)]" }
}
