import Diagnostics

extension VerificationReport {
    /// What is to be said of the run as a whole: what was noticed in the input, and that nothing was checked.
    func notices(_ options: ReportOptions) -> [Diagnostic] {
        guard results.isEmpty else { return diagnostics }
        let severity: Diagnostic.Severity = options.allowsVacuous ? .note : .error
        return diagnostics + [
            Diagnostic("nothing-checked", severity: severity, at: nil, "nothing was checked: there is no invariant")
        ]
    }

    /// `1 proved, 0 refuted, …` in one line.
    func countsInWords(_ rule: FailureRule) -> String {
        let counts = [Verdict.proved, .refuted, .undecided, .vacuous].map { "\(count(of: $0)) \($0.rawValue)" }
        let gaps = results.count { $0.scopes.hasGap }
        let rest = gaps == 0 ? "" : "; " + TextReport.count(gaps, "gap") + " in namespaces yet to be created"
        return counts.joined(separator: ", ") + rest + waiversInWords + knownInWords(rule)
    }

    /// `; 5 findings known, 0 new`, or nothing without a baseline.
    func knownInWords(_ rule: FailureRule) -> String {
        guard let counts = baselineCounts(rule) else { return "" }
        return "; \(TextReport.count(counts.known, "finding")) known, \(counts.new) new"
    }

    /// `; 2 waivers`, or nothing.
    var waiversInWords: String {
        let count = Set(results.flatMap(\.waivers).filter(\.isRelevant).map(\.location)).count
        return count == 0 ? "" : "; " + TextReport.count(count, "waiver")
    }
}

extension Diagnostic {
    /// The message with what was expected and suggested, in one line.
    var sentence: String {
        [message, expected, suggestion].compactMap(\.self).map { $0.printable(limit: .max) }.joined(separator: "; ")
    }
}
