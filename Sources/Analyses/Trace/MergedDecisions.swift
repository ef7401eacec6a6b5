import Diagnostics
import Evaluation
import Reports

/// What several pairs of pods that one question stands for have in common.
struct MergedDecisions {
    private var first: (decision: ConnectionDecision, name: String)?
    private var overall: Decision?
    private var egressDiffers: String?
    private var ingressDiffers: String?
    private var isHairpin = false

    mutating func add(_ decision: ConnectionDecision, _ name: String, isHairpin: Bool) {
        self.isHairpin = self.isHairpin || isHairpin
        guard let first else {
            self.first = (decision, name)
            overall = decision.overall
            return
        }
        if overall != decision.overall { overall = .unknown }
        if first.decision.egress.decision != decision.egress.decision { egressDiffers = egressDiffers ?? name }
        if first.decision.ingress.decision != decision.ingress.decision { ingressDiffers = ingressDiffers ?? name }
    }

    var verdict: TraceVerdict {
        guard !isHairpin else { return .undecided }
        switch overall {
        case .allowed: return .allowed
        case .denied: return .denied
        case .unknown, nil: return .undecided
        }
    }

    var egress: InternedEnds.End { end(first?.decision.egress, egressDiffers) { $0.egress } }

    var ingress: InternedEnds.End { end(first?.decision.ingress, ingressDiffers) { $0.ingress } }

    private func end(
        _ decision: Evaluation.EndDecision?, _ other: String?, _ pick: (ConnectionDecision) -> Evaluation.EndDecision
    ) -> InternedEnds.End {
        if isHairpin { return .text(["a pod that reaches itself through a Service is left open by Kubernetes"]) }
        guard let decision, let first else { return .text(["nothing is known of the pods"]) }
        guard let other else { return .decision(decision) }
        return .text([
            "it is \(pick(first.decision).decision.rawValue) for \(first.name.inBackticks), and not so for "
                + other.inBackticks
        ])
    }
}

/// What ends say, each once: hundreds of thousands of flows are decided by a few thousand rules.
struct InternedEnds {
    enum End: Hashable {
        case decision(Evaluation.EndDecision)
        case text([String])
    }

    private var numbers: [End: Int] = [:]
    private var ends: [TracedEnd] = []

    subscript(number: Int) -> TracedEnd { ends[number] }

    mutating func number(of end: End) -> Int {
        if let known = numbers[end] { return known }
        ends.append(TracedEnd(end))
        numbers[end] = ends.count - 1
        return ends.count - 1
    }
}

extension TracedEnd {
    fileprivate init(_ end: InternedEnds.End) {
        switch end {
        case .text(let reasons): self = .undecided(reasons)
        case .decision(let decision):
            if let explanation = EndExplanation(decision) {
                self = .decided(explanation)
            } else if case .unknown(let facts) = decision.reason {
                self = .undecided(facts.map(\.inWords))
            } else {
                self = .undecided(["it is not known"])
            }
        }
    }
}
