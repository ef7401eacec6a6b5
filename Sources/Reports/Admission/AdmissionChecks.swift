import Diagnostics

extension AdmissionReport: CommandReport {
    public func text(_ options: ReportOptions) -> String { TextReport(options).text(self) }

    public func document(_ options: ReportOptions) -> JSONValue { json }

    /// A check for the rules for labels where there are any, one for each invariant, and one for the policies that were
    /// looked for.
    public func findingReport(_ options: ReportOptions) -> FindingReport {
        let (checks, findings) = checksWithFindings(options)
        let counts = ["admitted", "denied"].map { word in
            JSONValue.Member(word, .bool(decision.rawValue == word))
        }
        return FindingReport(
            status: RunStatus(self), checks: checks, findings: findings, notices: notices, summary: inWords,
            foot: universe.foot(solver, options),
            properties: counts + [.init("reasons", .integer(reasons.count))] + universe.properties(solver),
            seconds: timings?.total)
    }

    private func checksWithFindings(_ options: ReportOptions) -> ([Check], [Finding]) {
        var parts: [(check: Check, drafts: [FindingDraft])] = []
        if hasLabelRules || !labelReasons.isEmpty { parts.append((labelCheck(options), labelReasons.map(draft))) }
        for result in results {
            let reasons = reasons.filter { $0.isAbout(result) }
            parts.append(
                (
                    Check(result, reasons, options), reasons.map { draft($0, of: result) } + result.sideFindings
                ))
        }
        if let suggestion, let place = objects.first?.location {
            parts.append((Check(suggestion, options), [FindingDraft(suggestion, at: place)]))
        }
        var fingerprints = Fingerprints()
        let findings = parts.enumerated().flatMap { index, part in
            part.drafts.map {
                $0.finding(
                    of: part.check.name, at: index, part.check.severity, numbering: &fingerprints, options)
            }
        }
        return (parts.map(\.check), findings)
    }

    /// What was noticed in the input, what else was asked or came of the change, and that nothing was checked.
    private var notices: [Diagnostic] {
        diagnostics + residuals.map(notice)
            + (repaired.isEmpty ? [] : [Diagnostic("repaired", severity: .note, at: nil, repairedInWords)])
            + reasons.filter(\.isAboutNothing).map {
                Diagnostic("nothing-checked", at: nil, $0.message, suggestion: $0.suggestion)
            }
    }

    private var repairedInWords: String {
        "repaired by the change: " + repaired.map(\.invariant.inBackticks).joined(separator: ", ")
    }

    private func notice(_ residual: Residual) -> Diagnostic {
        let namespace = objects.first { $0.kind == "Namespace" && $0.name == residual.namespace }
        let whose = residual.forAnyPolicies ? ", whatever policies it has," : ""
        return Diagnostic(
            "residual", severity: .note, at: namespace?.location,
            "namespace \(residual.namespace.inBackticks)\(whose) is admissible if "
                + residual.phrases.joined(separator: " or ") + (residual.restriction.map { "; " + $0 } ?? ""))
    }

    /// Labels of the change that break the universe's rules, which no invariant claims.
    private var labelReasons: [AdmissionReason] {
        reasons.filter { reason in !reason.isAboutNothing && !results.contains { reason.isAbout($0) } }
    }

    private func labelCheck(_ options: ReportOptions) -> Check {
        let reasons = labelReasons
        return Check(
            name: "label rules", claim: "labels that the change sets obey the rules of the LabelUniverse",
            severity: .high, source: universe.location, verdict: reasons.isEmpty ? "kept" : "broken",
            isPassed: reasons.isEmpty, needsDetails: !reasons.isEmpty, assumptions: universe.statements
        ) { isVerbose in
            reasons.flatMap { TextReport(isVerbose: isVerbose, inputWords: options.inputWords).lines($0) }
        }
    }
}

extension AdmissionReason {
    /// Whether it is that there was nothing to check.
    var isAboutNothing: Bool { name.isEmpty }

    /// Whether it is a violation of this invariant; labels are named by the objects that carry them.
    func isAbout(_ result: AdmissionResult) -> Bool { name == result.invariant && location == result.source }
}

extension Check {
    /// What a change does to an invariant.
    ///
    /// - Parameter reasons: What of it keeps the change from being admitted.
    fileprivate init(_ result: AdmissionResult, _ reasons: [AdmissionReason], _ options: ReportOptions) {
        self.init(
            name: result.invariant, title: result.touched?.description?.split(separator: "\n").first.map(String.init),
            claim: result.claim, severity: result.severity, source: result.source,
            verdict: reasons.first?.certainty.verdict.rawValue ?? result.standing,
            unneeded: reasons.isEmpty ? result.whyUndecided : nil,
            isPassed: reasons.isEmpty && !result.isBrokenBefore,
            needsDetails: !reasons.isEmpty || !result.sideFindings.isEmpty,
            assumptions: result.touched?.assumptions.map(\.text) ?? [],
            properties: ["before": result.before.rawValue, "after": result.after.rawValue],
            seconds: result.touched?.seconds
        ) { isVerbose in
            let text = TextReport(isVerbose: isVerbose, inputWords: options.inputWords)
            let title = "before the change \(result.before.rawValue), after it \(result.after.rawValue)"
            guard let touched = result.touched, reasons.allSatisfy({ $0.certainty != .vacuous }) else {
                return [title] + reasons.flatMap { text.lines($0) } + text.waivers(result.waivers)
            }
            return [title] + text.lines(touched, without: []) + text.waivers(result.waivers)
        }
    }

    /// The policies that a denied change lacks.
    fileprivate init(_ suggestion: PolicySuggestion, _ options: ReportOptions) {
        let lines = suggestion.inLines
        self.init(
            name: "suggested policies", claim: "there are policies with which the change would be admitted",
            severity: .info, source: nil, verdict: suggestion.outcome.rawValue, unneeded: lines.first, isPassed: false,
            needsDetails: true
        ) { _ in lines }
    }
}

extension AdmissionReason.Certainty {
    fileprivate var verdict: Verdict {
        switch self {
        case .violated: .refuted
        case .undecided: .undecided
        case .vacuous: .vacuous
        }
    }
}

extension AdmissionResult {
    /// What it comes to where nothing of it stands against the change.
    fileprivate var standing: String {
        isBrokenBefore ? Finding.Kind.brokenBefore.rawValue : touched?.verdict.rawValue ?? "untouched"
    }

    /// Why there was nothing to decide about the change.
    fileprivate var whyUndecided: String? {
        touched == nil
            ? "is about nothing that the change touches; it was \(before.rawValue) before, and is \(after.rawValue)"
            : nil
    }
}
