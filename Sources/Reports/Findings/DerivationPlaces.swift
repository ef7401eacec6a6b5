import Diagnostics

extension DerivedViolation {
    /// The derivation as the text for people tells it.
    var explanation: [String] {
        TextReport(isVerbose: true).derivation(self, title: "counterexample").map { String($0.dropFirst(2)) }
    }

    /// The line that makes the last connection what it is: to change it breaks the chain.
    var decidingPlace: SourceLocation? {
        attempts.reversed().lazy.compactMap(\.connection.decidingPlace).first
    }

    /// Every place that has a part in it: rules, and what decides their connections; the last step's first.
    var places: [Diagnostic.Related] {
        steps.reversed().flatMap { step in
            step.attempts.flatMap(\.connection.places)
                + [Diagnostic.Related(location: step.location, message: "the rule for \(fact(step))")]
        }
    }

    /// What stays the same when lines move, and differs where other rules or policies are at fault.
    var identity: [String] {
        ["derivation"] + steps.flatMap { [$0.rule] + $0.attempts.flatMap(\.connection.identity) }
    }
}
