import Diagnostics
import NetworkModel

extension DerivedViolation {
    /// The derivation as the text for people tells it.
    var explanation: [String] {
        TextReport(isVerbose: true).derivation(self, title: "counterexample").map { String($0.dropFirst(2)) }
    }

    /// A line that makes one of its connections what it is, of the last one for which there is such a line. To change any
    /// other connection breaks the derivation as well; `places` has the lines behind all of them.
    var decidingPlace: SourceLocation? {
        attempts.reversed().lazy.compactMap { $0.asked.map(\.explanation).decidingPlace }.first
    }

    /// Every place that has a part in it: rules, and what decides their connections; the last step's first.
    var places: [Diagnostic.Related] {
        steps.reversed().flatMap { step in
            step.attempts.flatMap { $0.asked.flatMap { $0.places($1) } }
                + [Diagnostic.Related(location: step.location, message: "the rule for \(step.fact)")]
        }
    }

    /// What stays the same when lines move, and differs where other rules or policies are at fault.
    var identity: [String] {
        ["derivation"] + steps.flatMap { [$0.rule] + $0.attempts.flatMap(\.identity) }
    }

    /// The policies that decide its connections.
    var policies: [ReportedPolicy] { attempts.flatMap { $0.asked.flatMap(\.explanation.policies) } }
}

extension DerivedViolation.Attempt {
    /// What no rule asks, of the other end, is none of it.
    fileprivate var identity: [String] {
        let ends = asked
        return ends.count == 2
            ? connection.identity : ends.flatMap { [$0.direction.rawValue] + $0.explanation.identity }
    }
}
