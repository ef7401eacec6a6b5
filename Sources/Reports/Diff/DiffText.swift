import Diagnostics
import NetworkModel

extension TextReport {
    /// A difference for people: how the revisions relate, then each class with a connection and the lines that decide it.
    public func text(_ report: DiffReport) -> String {
        var lines = heading(report)
        for kind in DiffClass.Kind.allCases {
            for (number, found) in report.classes(kind).enumerated() { lines += [""] + self.lines(found, number + 1) }
        }
        lines += shortcomings(report) + invariants(report) + [""] + summary(report)
        return lines.map { $0 + "\n" }.joined()
    }

    private func heading(_ report: DiffReport) -> [String] {
        let revisions = [("base", report.base), ("head", report.head)].map { label, revision in
            let inputs = revision.inputs
            let counts = [
                Self.count(inputs.policies, "policy", "policies"), Self.count(inputs.namespaces, "namespace"),
            ]
            return palette.paint(
                Self.padded(label) + revision.name.printable(limit: .max) + ": " + counts.joined(separator: ", "),
                .faint)
        }
        let changes = report.changes.map { change in
            let name = [change.namespace, change.name].compactMap(\.self).joined(separator: "/")
            let place = (change.head ?? change.base).map { "  " + palette.paint(Self.place($0), .faint) } ?? ""
            return "\(change.action.rawValue) \(change.kind) \(name)".printable(limit: .max) + place
        }
        return revisions + Self.abbreviated(changes, to: isVerbose ? .max : 12)
    }

    /// One class: what it is, a connection of it, and what each revision says of that.
    public func lines(_ found: DiffClass, _ number: Int) -> [String] {
        let (word, ink): (String, Palette.Ink) =
            switch (found.kind, found.isExpected) {
            case (.opened, false): ("opened", .red)
            case (.opened, true): ("opened as expected", .yellow)
            case (.closed, _): ("closed", .green)
            }
        var lines = [palette.paint("\(word) \(number)", .bold, ink)]
        let connections = found.connections
        lines += [
            field("from", connections.from.inWords.printable(limit: .max)),
            field("to", connections.to.inWords.printable(limit: .max)), field("on", connections.ports.inWords),
        ]
        lines += connections.conditions.enumerated().map {
            field($0.offset == 0 ? "where" : "", $0.element.text.printable(limit: .max))
        }
        lines += found.exceptions.enumerated().map {
            field(
                $0.offset == 0 ? "but not" : "", $0.element.inWords(beside: connections).printable(limit: .max))
        }
        if !found.invariants.isEmpty {
            let names = Self.abbreviated(found.invariants.map { $0.printable(limit: .max) }, to: isVerbose ? .max : 4)
            lines.append(field("touches", names.joined(separator: ", ")))
        }
        return lines + witness(found.witness)
    }

    private func witness(_ witness: DiffWitness) -> [String] {
        var lines = ["  " + palette.paint("for example: ", .bold) + "\(witness.transport.name) \(witness.port)"]
        lines += [
            field("from", Self.inWords(witness.from), indent: 4), field("to", Self.inWords(witness.to), indent: 4),
        ]
        for direction in witness.changedDirections {
            for (name, decision) in [("base", witness.base), ("head", witness.head)] {
                lines += self.decision("\(name) ", decision[direction], direction)
            }
        }
        let more = inputWords.flatMap(witness.traceCommand)
        return lines + (more.map { [field("more", $0, indent: 4)] } ?? [])
    }

    private func shortcomings(_ report: DiffReport) -> [String] {
        var lines: [String] = []
        if !report.isComplete {
            lines += [
                "", palette.paint("not complete", .bold, .yellow) + ": there are more differences than are described",
            ]
        }
        if let why = report.undecided {
            lines += ["", palette.paint("undecided", .bold, .yellow) + ": \(why)".printable(limit: .max)]
        }
        return lines
    }

    private func invariants(_ report: DiffReport) -> [String] {
        let changed = report.invariants.filter { $0.base != $0.head }
        guard !report.invariants.isEmpty else { return [] }
        guard !changed.isEmpty else {
            return ["", "no verdict on \(Self.count(report.invariants.count, "invariant")) changes"]
        }
        return [""]
            + changed.map { invariant in
                "invariant \(invariant.name.printable(limit: .max)): \(palette.paint(invariant.base)) → "
                    + palette.paint(invariant.head) + "  " + palette.paint(Self.place(invariant.source), .faint)
            }
    }

    private func summary(_ report: DiffReport) -> [String] {
        let ink: Palette.Ink =
            switch report.relation {
            case .equivalent: .green
            case .tightened, .undecided: .yellow
            case .opened, .both: .red
            }
        var line = palette.paint(report.relation.rawValue, .bold, ink)
        line += report.relation.sentence.dropFirst(report.relation.rawValue.count)
        let counts = DiffClass.Kind.allCases.compactMap { kind -> String? in
            let count = report.classes(kind).count
            return count == 0 ? nil : Self.count(count, "class", "classes") + " " + kind.rawValue
        }
        if !counts.isEmpty { line += " (\(counts.joined(separator: ", ")))" }
        if let timings = report.timings { line += palette.paint(" (\(Self.decimal(timings.total)) s)", .faint) }
        return [line]
    }
}
