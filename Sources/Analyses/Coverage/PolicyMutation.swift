import Diagnostics
import NetworkModel
import PolicyModel
import Reports

/// One change to one policy.
struct PolicyMutation {
    var change: CoverageMutant.Change
    /// The rule that is changed, such as `ingress[0]`.
    var rule: String?
    var location: SourceLocation
    var text: String
    /// Nil: the policy is gone.
    var replacement: Policy?
}

extension Policy {
    /// Every single change that mutation knows of, in a fixed order. The types of the policy stay as they are: without
    /// its last egress rule a policy still isolates its pods from where it did.
    var mutations: [PolicyMutation] {
        var all = [
            PolicyMutation(change: .dropPolicy, location: location, text: "without the policy", replacement: nil)
        ]
        all += subject.variants.map { variant in
            var policy = self
            policy.subject = variant.changed
            return PolicyMutation(
                change: variant.change, location: location, text: "the policy selects pods \(variant.text)",
                replacement: policy)
        }
        for direction in Direction.allCases {
            for (position, rule) in rules(direction).enumerated() {
                all += mutations(of: rule, direction, position)
            }
        }
        return all
    }

    private func mutations(of rule: Rule, _ direction: Direction, _ position: Int) -> [PolicyMutation] {
        let name = "\(direction.rawValue)[\(position)]"
        let dropped = PolicyMutation(
            change: .dropRule, rule: name, location: rule.location, text: "without the rule",
            replacement: replacing(direction, position, by: nil))
        return [dropped]
            + (rule.peerVariants + rule.portVariants).map { variant in
                PolicyMutation(
                    change: variant.change, rule: name, location: variant.location, text: variant.text,
                    replacement: replacing(direction, position, by: variant.changed))
            }
    }

    private func replacing(_ direction: Direction, _ position: Int, by rule: Rule?) -> Policy {
        var policy = self
        let rules = [rule].compactMap(\.self)
        switch direction {
        case .ingress: policy.ingress.replaceSubrange(position...position, with: rules)
        case .egress: policy.egress.replaceSubrange(position...position, with: rules)
        }
        return policy
    }
}

/// A part of a policy with one thing changed.
struct Variant<Part> {
    var change: CoverageMutant.Change
    var text: String
    var changed: Part
}

/// A rule with one thing changed.
private struct RuleVariant {
    var change: CoverageMutant.Change
    var location: SourceLocation
    var text: String
    var changed: Rule
}

extension Rule {
    fileprivate var peerVariants: [RuleVariant] {
        (peers ?? []).enumerated().flatMap { position, peer in
            peer.predicate.variants.map { variant in
                var rule = self
                rule.peers?[position].predicate = variant.changed
                return RuleVariant(
                    change: variant.change, location: peer.location, text: "peers \(variant.text)", changed: rule)
            }
        }
    }

    fileprivate var portVariants: [RuleVariant] {
        guard let ports else { return [] }
        var all = ports.enumerated().flatMap { position, entry in
            entry.variants.map { variant in
                var rule = self
                rule.ports?[position].match = variant.changed
                return RuleVariant(
                    change: variant.change, location: entry.location, text: variant.text, changed: rule)
            }
        }
        var open = self
        open.ports = nil
        all.append(
            RuleVariant(
                change: .dropPorts, location: ports.first?.location ?? location,
                text: "on every port of every protocol", changed: open))
        return all
    }
}
