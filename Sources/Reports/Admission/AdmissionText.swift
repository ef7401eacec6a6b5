import Diagnostics

extension TextReport {
    /// An admission for people: what the change is, then what stands against it, then the sum.
    public func text(_ report: AdmissionReport) -> String {
        var lines = report.objects.map(change)
        for reason in report.reasons { lines += [""] + self.lines(reason) }
        if let suggestion = report.suggestion { lines += self.lines(suggestion) }
        lines += notes(report) + ["", verdict(report)]
        return lines.map { $0 + "\n" }.joined()
    }

    private func change(_ object: ChangedObjectSummary) -> String {
        let name = [object.namespace, object.name].compactMap(\.self).joined(separator: "/")
        return "\(object.action) \(object.kind) \(name)".printable(limit: .max) + "  "
            + palette.paint(Self.place(object.location), .faint)
    }

    func lines(_ reason: AdmissionReason) -> [String] {
        let kind = palette.paint(
            Self.padded(reason.kind.rawValue), .bold, reason.certainty == .violated ? .red : .yellow)
        let place = reason.location.map { "  " + palette.paint(Self.place($0), .faint) } ?? ""
        let name = reason.name.isEmpty ? "" : palette.paint(reason.name.printable(limit: .max), .bold) + " "
        var lines = [kind + name + reason.message.printable(limit: .max) + place]
        if let example = reason.counterexample { lines += counterexample(example, title: "counterexample") }
        if let derivation = reason.derivation { lines += self.derivation(derivation, title: "counterexample") }
        if let suggestion = reason.suggestion { lines.append(field("", suggestion.printable(limit: .max))) }
        return lines
    }

    private func notes(_ report: AdmissionReport) -> [String] {
        let notes = [
            ("broken before, and not by what the change touches", report.brokenBefore),
            ("repaired by the change", report.repaired),
        ]
        let residuals = report.residuals.flatMap { residual in
            let name = residual.namespace.printable(limit: .max)
            let whose = residual.forAnyPolicies ? ", whatever policies it has," : ""
            let cases = residual.phrases.enumerated().map { index, phrase in
                (index == 0 ? "     " : "  or ") + phrase.printable(limit: .max)
            }
            return ["", "namespace \(name)\(whose) is admissible if"] + cases + refinement(residual)
                + (residual.restriction.map { ["  (\($0))"] } ?? [])
        }
        return waived(report) + residuals
            + notes.filter { !$0.1.isEmpty }.flatMap { words, results in
                let names = Self.abbreviated(
                    results.map { $0.invariant.printable(limit: .max) }, to: isVerbose ? .max : 8)
                return ["", words + ": " + names.joined(separator: ", ")]
            }
    }

    /// What somebody answers for of what the change touches, and waivers that no longer hold.
    private func waived(_ report: AdmissionReport) -> [String] {
        let lines = report.results.flatMap { self.waivers($0.waivers) }
        return lines.isEmpty ? [] : [""] + lines
    }

    /// The labels that need policies, with their names; their manifests are in the JSON report.
    private func refinement(_ residual: Residual) -> [String] {
        guard let refinement = residual.refinement else { return [] }
        let cases = refinement.cases.flatMap { item in
            item.phrases.map { phrase in
                ("  or " + phrase + ", only with " + item.names).printable(limit: .max)
            }
        }
        return cases + (refinement.isComplete ? [] : ["  (other policies under other labels have not been tried)"])
    }

    private func verdict(_ report: AdmissionReport) -> String {
        let word =
            report.decision == .admitted
            ? palette.paint("admitted", .bold, .green) : palette.paint("denied", .bold, .red)
        let time = report.timings.map { palette.paint(" (\(Self.decimal($0.total)) s)", .faint) } ?? ""
        return word + " " + report.reckoning + time
    }
}

extension AdmissionReport {
    /// The decision with its reasons, counted, in one line.
    var inWords: String { decision.rawValue + (decision == .admitted ? "; " : " ") + reckoning }

    /// `for 2 reasons; 1 invariant holds for all that the change touches, …`.
    fileprivate var reckoning: String {
        let touched = results.compactMap(\.touchedVerdict)
        let reasons = decision == .denied ? ["for " + TextReport.count(self.reasons.count, "reason")] : []
        let held = touched.count { $0 == .proved }
        let rest = results.count - touched.count
        let holding =
            "\(TextReport.count(held, "invariant")) \(held == 1 ? "holds" : "hold") for all that the change touches, "
            + "\(rest) \(rest == 1 ? "is" : "are") not about it"
        return (reasons + [holding]).joined(separator: "; ")
    }
}
