import Diagnostics
import NetworkModel

extension TextReport {
    /// The endpoints, then the rules that derive the violation one after the other, each connection with what lets it
    /// through at both ends.
    func derivation(_ violation: DerivedViolation, title: String) -> [String] {
        var lines = ["  " + palette.paint("\(title): ", .bold) + (violation.steps.last.map(violation.fact) ?? "")]
        for (position, end) in violation.endpoints.enumerated() {
            lines += self.end(DerivedViolation.name(of: position), end)
        }
        for (number, step) in violation.steps.enumerated() { lines += self.step(step, number, violation) }
        lines += violation.dependsOn.map { field("depends", Self.dependence($0), indent: 4) }
        return lines
    }

    private func step(_ step: DerivedViolation.Step, _ number: Int, _ violation: DerivedViolation) -> [String] {
        let premises = step.premises.map { violation.fact(violation.steps[$0]) }
        let because = premises.isEmpty ? "" : "  from " + premises.joined(separator: ", ")
        let place = "  " + palette.paint(Self.place(step.location), .faint)
        return [
            "    " + palette.paint("\(number + 1). ", .faint) + palette.paint(violation.fact(step), .bold) + because,
            field("rule", step.rule.printable(limit: .max) + place, indent: 7),
        ] + step.attempts.flatMap { attempt($0) }
    }

    private func attempt(_ attempt: DerivedViolation.Attempt) -> [String] {
        let example = attempt.connection
        let verb = example.connects ? "connects to" : "cannot connect to"
        let ends = (DerivedViolation.name(of: attempt.source), DerivedViolation.name(of: attempt.destination))
        let heading = "\(ends.0) \(verb) \(ends.1) on \(example.transport.name) \(example.port)"
        let decisions = decision("egress", example.egress, .egress) + decision("ingress", example.ingress, .ingress)
        return [field("hop", heading, indent: 7)] + decisions.map { "   " + $0 }
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
            let example = attempt.connection
            let verb = example.connects ? "connects to" : "cannot connect to"
            return "\(TextReport.inWords(example.from)) \(verb) \(TextReport.inWords(example.to)) on "
                + "\(example.transport.name) \(example.port)"
        }
    }
}
