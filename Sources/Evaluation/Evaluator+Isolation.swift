public import NetworkModel
import PolicyModel

extension Evaluator {
    /// Whether a policy isolates a pod in a direction: selects it, and denies what no rule allows.
    public func isIsolated(_ endpoint: Endpoint, _ direction: Direction) -> Truth {
        var result = Truth.no
        for governing in prepare(endpoint).governing(direction) where governing.tier.unmatched == .denyIfIsolated {
            for policy in governing.policies where policy.policy.policy.isolates.contains(direction) {
                result = result.or(policy.selects)
            }
        }
        return result
    }
}
