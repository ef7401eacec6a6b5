import Diagnostics
import NetworkModel

extension RuleChecking {
    /// Sees that a protocol or port that is no more than an attempt's can be anything.
    mutating func checkAttempts(_ parts: [CheckedRule.Part]) {
        for variable in values.indices where values[variable].source == .attempt {
            checkPossible(variable, parts)
        }
    }

    /// Sees that comparisons leave a protocol or port.
    private mutating func checkPossible(_ variable: Int, _ parts: [CheckedRule.Part]) {
        let constraints = parts.compactMap { part -> CheckedRule.Constraint? in
            if case .constraint(variable, let constraint) = part.kind { constraint } else { nil }
        }
        let target = TargetChoice(constraints, values: values.map { _ in nil })
        let named = constraints.contains { if case .ports(let choice) = $0 { !choice.names.isEmpty } else { false } }
        let place = span(of: values[variable].name)
        if named, constraints.count > 1 {
            report(
                "datalog-not-modelled", place, "a port that is called by its name is not compared further yet",
                expected: "expected one comparison of \(values[variable].name.inBackticks)")
        } else if target.isEmpty {
            report(
                "datalog-port", place,
                "no \(values[variable].sort.name) meets what is said of "
                    + values[variable].name.inBackticks, expected: "expected comparisons that can hold together")
        }
    }
}

/// The four terms that tell one attempt from another.
struct AttemptTerms: Hashable {
    var source: Int
    var destination: Int
    var proto: CheckedRule.ValueTerm
    var port: CheckedRule.PortTerm

    init(_ attempt: CheckedRule.Attempt) {
        source = attempt.source
        destination = attempt.destination
        proto = attempt.proto
        port = attempt.port
    }

    /// Of protocol and port.
    var variables: [Int] {
        var terms = [proto]
        if case .value(let term) = port { terms.append(term) }
        return terms.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
    }

    /// Whether every literal with these terms is about the same attempt: `_` is something else each time.
    var isNamed: Bool {
        if proto == .anonymous { return false }
        switch port {
        case .value(.anonymous): return false
        case .value: return true
        case .choice: return false
        }
    }
}
