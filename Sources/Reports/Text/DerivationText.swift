import Diagnostics
import NetworkModel

extension TextReport {
    /// The endpoints, then the rules that derive the violation one after the other, each connection with what
    /// decides at the ends that the rule asks.
    func derivation(_ violation: DerivedViolation, title: String) -> [String] {
        var lines = ["  " + palette.paint("\(title): ", .bold) + (violation.steps.last?.fact ?? "")]
        for (position, end) in violation.endpoints.enumerated() {
            lines += self.end(violation.names[position], end)
        }
        for (number, step) in violation.steps.enumerated() { lines += self.step(step, number, violation) }
        lines += violation.dependsOn.map { field("depends", Self.dependence($0), indent: 4) }
        return lines
    }

    private func step(_ step: DerivedViolation.Step, _ number: Int, _ violation: DerivedViolation) -> [String] {
        let premises = step.premises.map { violation.steps[$0].fact }
        let because = premises.isEmpty ? "" : "  from " + premises.joined(separator: ", ")
        let place = "  " + palette.paint(Self.place(step.location), .faint)
        return [
            "    " + palette.paint("\(number + 1). ", .faint) + palette.paint(step.fact, .bold) + because,
            field("rule", step.rule.printable(limit: .max) + place, indent: 7),
        ] + step.attempts.flatMap { attempt($0, violation) }
    }

    private func attempt(_ attempt: DerivedViolation.Attempt, _ violation: DerivedViolation) -> [String] {
        let names = (violation.names[attempt.source], violation.names[attempt.destination])
        let decisions = attempt.asked.reversed().flatMap { decision($1.rawValue, $0, $1) }
        return [field("hop", attempt.inWords(from: names.0, to: names.1), indent: 7)] + decisions.map { "   " + $0 }
    }

    /// A derivation in a few lines.
    func inShort(_ violation: DerivedViolation) -> [String] {
        ([violation.sentence] + Self.abbreviated(violation.hops, to: 3)).map { field("", $0) }
    }
}

extension DerivedViolation {
    /// Each connection in a sentence.
    var hops: [String] {
        attempts.map { attempt in
            attempt.inWords(
                from: TextReport.inWords(attempt.connection.from), to: TextReport.inWords(attempt.connection.to))
        }
    }
}
