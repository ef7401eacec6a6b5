import Diagnostics
import Reports
import TestSupport
import Testing

struct FindingTests {
    private let options = GoldenReports.options

    private func findings(_ report: VerificationReport) -> [Finding] { report.findings(options) }

    @Test("Each verdict but proved is a finding, and so is a gap or a warning")
    func kinds() {
        let kinds = findings(GoldenReports.everything).map {
            "\($0.check) \($0.kind.rawValue) \($0.level.rawValue)"
        }
        #expect(
            kinds == [
                "isolated gap note", "no-test-in-prod refuted error", "no-test-in-prod warning warning",
                "app-reaches-db refuted error", "too-hard undecided error", "about-nothing vacuous error",
                "unsettled-gap gap note", "waived waived note", "no-longer-waived expired waiver error",
                "no-longer-waived waived note",
            ])
    }

    @Test("There is a finding at the level of errors exactly where the exit status is not 0")
    func agreement() {
        for result in GoldenReports.everything.results {
            for (allowsVacuous, isStrict) in [(false, false), (true, false), (false, true), (true, true)] {
                var options = options
                options.allowsVacuous = allowsVacuous
                options.isStrict = isStrict
                let report = SampleReport.report([result])
                for threshold in InvariantResult.Severity.allCases {
                    options.rule.threshold = threshold
                    let hasError = report.findings(options).contains { $0.level == .error }
                    #expect(hasError == (RunStatus(report, options) != .proved), "\(result.invariant)")
                }
            }
        }
    }

    @Test("A leak stands at the rule that lets it through, a blocked connection at the policy that isolates")
    func places() {
        let findings = findings(GoldenReports.everything)
        #expect(findings[1].place == SampleReport.place(9))
        #expect(findings[1].related.map(\.location.line) == [5, 10, 14, 1])
        #expect(findings[3].place == SampleReport.place(1))
        #expect(findings[3].related.map(\.location.line) == [9, 9])
        #expect(findings[4].place == SampleReport.place(13, "invariants.yaml"))
    }

    @Test("A leak that no policy has a say in stands at the invariant")
    func unselected() {
        var report = GoldenReports.everything
        report.results[1].counterexamples[0].ingress = EndExplanation(.allowed, .notSelected)
        #expect(findings(report)[1].place == report.results[1].source)
    }

    @Test("Fingerprints stay when lines and files move")
    func movedLines() {
        var moved = GoldenReports.everything
        for index in moved.results.indices {
            moved.results[index].source.line += 100
            moved.results[index].warnings = moved.results[index].warnings.map { warning in
                var copy = warning
                copy.location?.line += 100
                return copy
            }
        }
        let entry = { (path: String) in
            ReportedEntry(path: path, location: .init(file: "elsewhere.yaml", line: 77, column: 1))
        }
        moved.results[1].counterexamples[0].ingress.rule = entry("ingress[0]")
        moved.results[1].counterexamples[0].ingress.peer = entry("ingress[0].from[0]")
        #expect(findings(moved).map(\.fingerprint) == findings(GoldenReports.everything).map(\.fingerprint))
        #expect(findings(moved)[1].place != findings(GoldenReports.everything)[1].place)
    }

    @Test("Another rule, policy, invariant or kind of finding has another fingerprint")
    func distinct() {
        let before = findings(GoldenReports.everything)[1].fingerprint
        var report = GoldenReports.everything
        report.results[1].counterexamples[0].ingress.rule?.path = "ingress[1]"
        #expect(findings(report)[1].fingerprint != before)
        report = GoldenReports.everything
        report.results[1].counterexamples[0].ingress.policy?.name = "other"
        #expect(findings(report)[1].fingerprint != before)
        report = GoldenReports.everything
        report.results[1].invariant = "other"
        #expect(findings(report)[1].fingerprint != before)
        report = GoldenReports.everything
        report.results[1].scopes = ScopeVerdicts(listed: .undecided, future: .proved, futureCounts: .gap)
        #expect(findings(report)[1].fingerprint != before)
    }

    @Test("No two findings of a report have one fingerprint")
    func unique() {
        var report = GoldenReports.everything
        report.results[1].counterexamples += report.results[1].counterexamples
        report.results += report.results
        let fingerprints = findings(report).map(\.fingerprint)
        #expect(Set(fingerprints).count == fingerprints.count)
    }

    @Test("A fingerprint is the start of a SHA-256, as others compute it")
    func hash() throws {
        let texts = (0...130).map { String(repeating: "é", count: $0) }
        let diagnostics = texts.map { Diagnostic("id", at: nil, $0) }
        let document = GitLabFormat().text(RefusedInput(diagnostics: diagnostics), GoldenReports.options)
        let hashed = texts.map { JSONValue.string(JSONValue.strings(["id", "", $0, "#1"]).document) }
        let check = """
            import hashlib, json, sys
            issues, texts = json.load(sys.stdin)
            for issue, text in zip(issues, texts, strict=True):
                assert issue["fingerprint"] == hashlib.sha256(text.encode()).hexdigest()[:32], text
            """
        let input = "[\(document), \(JSONValue.array(hashed).document)]"
        guard let result = try Python.run(["-c", check], input: input) else { return }
        #expect(result.status == 0, "\(result.text)")
    }
}
