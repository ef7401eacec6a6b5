import Reports
import Testing

struct RunStatusTests {
    private func status(_ verdicts: [ScopeVerdict], allowVacuous: Bool = false, strict: Bool = false) -> RunStatus {
        let results = verdicts.map { SampleReport.result("r", line: 1, listed: $0) }
        return RunStatus(SampleReport.report(results), allowVacuous: allowVacuous, strict: strict)
    }

    @Test("All proved is 0")
    func proved() {
        #expect(status([.proved, .proved]).rawValue == 0)
    }

    @Test("One verdict that is not proved gives its own status")
    func single() {
        #expect(status([.proved, .refuted]).rawValue == 1)
        #expect(status([.proved, .undecided]).rawValue == 3)
        #expect(status([.proved, .vacuous]).rawValue == 4)
    }

    @Test("Of several, the first of 2, 1, 3, 4 stands")
    func order() {
        #expect(status([.vacuous, .undecided, .refuted]).rawValue == 1)
        #expect(status([.vacuous, .undecided]).rawValue == 3)
        #expect(RunStatus.worst([.vacuous, .refuted, .failed]) == .failed)
        #expect(RunStatus.worst([]) == .proved)
    }

    @Test("Nothing checked is 4, and 0 where vacuous is allowed")
    func nothing() {
        #expect(status([]).rawValue == 4)
        #expect(status([], allowVacuous: true).rawValue == 0)
        #expect(status([.vacuous], allowVacuous: true).rawValue == 0)
        #expect(status([.vacuous, .undecided], allowVacuous: true).rawValue == 3)
    }

    @Test("Below the severity that fails, no verdict fails the run, and no warning with strict")
    func threshold() {
        let rule = FailureRule(isStrict: true, threshold: .critical)
        #expect(RunStatus(SampleReport.everything, rule) == .proved)
        #expect(RunStatus(SampleReport.everything, FailureRule(threshold: .high)) == .refuted)
        var report = SampleReport.everything
        report.results[3].severity = .critical
        #expect(RunStatus(report, rule) == .undecided)
        #expect(RunStatus(SampleReport.report([]), rule) == .vacuous)
        #expect(rule.warnings(for: SampleReport.everything).count == 1)
        #expect(rule.warnings(for: report).isEmpty)
    }

    @Test("With strict, a selector that matches nothing listed is 4 even where vacuous is allowed")
    func strict() {
        let report = SampleReport.everything
        var warned = SampleReport.report([report.results[1]])
        warned.results[0].scopes = ScopeVerdicts(listed: .proved, future: .proved, futureCounts: .gap)
        #expect(RunStatus(warned) == .proved)
        #expect(RunStatus(warned, allowVacuous: true, strict: true) == .vacuous)
    }
}

struct ScopeVerdictsTests {
    private func verdict(
        _ listed: ScopeVerdict, _ future: ScopeVerdict, _ counts: ScopeVerdicts.FutureCounts
    ) -> Verdict {
        ScopeVerdicts(listed: listed, future: future, futureCounts: counts).verdict
    }

    @Test("The listed scope gives the verdict, and a gap is only reported")
    func gap() {
        #expect(verdict(.proved, .refuted, .gap) == .proved)
        #expect(verdict(.refuted, .proved, .gap) == .refuted)
        #expect(ScopeVerdicts(listed: .proved, future: .refuted, futureCounts: .gap).hasGap)
        #expect(ScopeVerdicts(listed: .proved, future: .undecided, futureCounts: .gap).hasGap)
        #expect(!ScopeVerdicts(listed: .refuted, future: .proved, futureCounts: .gap).hasGap)
    }

    @Test("Where the future counts, a proof must hold there too")
    func fail() {
        #expect(verdict(.proved, .refuted, .fail) == .refuted)
        #expect(verdict(.proved, .undecided, .fail) == .undecided)
        #expect(verdict(.refuted, .undecided, .fail) == .refuted)
        #expect(verdict(.undecided, .refuted, .fail) == .refuted)
        #expect(verdict(.proved, .none, .fail) == .proved)
    }

    @Test("Where the future is left out, its scope does not exist")
    func ignore() {
        let scopes = ScopeVerdicts(listed: .proved, future: .refuted, futureCounts: .ignore)
        #expect(scopes.future == .none)
        #expect(scopes.verdict == .proved)
        #expect(!scopes.hasGap)
    }

    @Test("No claim about listed namespaces is never a proof", arguments: ScopeVerdicts.FutureCounts.allCases)
    func vacuous(_ counts: ScopeVerdicts.FutureCounts) {
        #expect(verdict(.vacuous, .proved, counts) == .vacuous)
        #expect(verdict(.none, .proved, counts) == .vacuous)
    }
}
