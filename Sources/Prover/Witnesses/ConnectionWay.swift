import Evaluation
import NetworkModel
import PolicyModel

/// How a connection passes its two ends: what makes counterexamples essentially different.
struct ConnectionWay: Hashable {
    private enum End: Hashable {
        case rule(PolicyIdentity, index: Int)
        case noPolicySelects
        case otherwise
    }

    private let egress: End
    private let ingress: End

    init(_ decision: ConnectionDecision) {
        egress = Self.end(decision.egress.reason)
        ingress = Self.end(decision.ingress.reason)
    }

    private static func end(_ reason: Reason) -> End {
        switch reason {
        case .rule(let reference): .rule(reference.policy.identity, index: reference.index)
        case .noPolicySelects: .noPolicySelects
        default: .otherwise
        }
    }
}
