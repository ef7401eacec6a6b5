import Diagnostics

extension RuleChecking {
    /// Sees that every variable is one that the rule speaks of otherwise than under `not`.
    mutating func checkBinding() {
        let positive = positivelyNamed
        let ofBody = Set(elements.flatMap(\.terms).compactMap(\.variable))
        let declared = signatures.relations[relation].sorts != nil && signatures.relations[relation].invariant == nil
        for argument in head.arguments {
            guard let name = argument.variable, !ofBody.contains(name), sorts[name] != nil else { continue }
            if sorts[name]?.endpoint != nil {
                reportUnbound(name, argument.span)
            } else {
                reportUnboundValue(name, argument.span)
            }
        }
        let ofHead = declared ? Set(head.arguments.compactMap(\.variable)) : []
        for name in sorts.keys.sorted() where ofBody.contains(name) && !positive.contains(name) {
            guard !ofHead.contains(name) else { continue }
            let place = firstPlace(of: name)
            if sorts[name]?.endpoint != nil {
                report(
                    "datalog-negation", place, "\(name.inBackticks) stands under `not` alone",
                    expected: "expected something that says which endpoint it is",
                    suggestion: "write `pod(\(name))` if there is to be such a pod")
            } else if valuePositions[name] != nil {
                reportUnboundValue(name, place)
            }
        }
    }

    /// The variables that elements name which are not negated.
    private var positivelyNamed: Set<String> {
        Set(
            elements.filter { element in
                guard !element.isNegated else { return false }
                if case .comparison(let left, .unequal, _) = element.kind {
                    return !element.isCondition && !isEndpoint(left)
                }
                return true
            }.flatMap(\.terms).compactMap(\.variable))
    }

    private func firstPlace(of name: String) -> Span {
        elements.flatMap(\.terms).first { $0.variable == name }?.span ?? ruleSpan
    }
}
