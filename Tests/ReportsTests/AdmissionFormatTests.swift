import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

/// What `admit` says in the formats that everything else is said in.
struct AdmissionFormatTests {
    static let options: ReportOptions = {
        var options = GoldenReports.options
        options.command = .admit
        return options
    }()

    private static let reports = [
        ("denied", SampleAdmission.denied), ("admitted", SampleAdmission.admitted),
        ("unchecked", SampleAdmission.nothing), ("hostile", SampleAdmission.hostile),
    ]

    @Test("Each format writes what its golden holds", arguments: ReportFormats.all.map(\.name))
    func goldens(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        for (title, report) in Self.reports {
            try Golden.compare(format.text(report, Self.options), "admission-\(title).\(name)")
        }
    }

    @Test("Where there was one policy to choose from, it is spoken of as one")
    func oneCandidate() {
        func text(_ outcome: PolicySuggestion.Outcome, of candidates: Int) -> String {
            var report = SampleAdmission.denied
            report.suggestion?.outcome = outcome
            report.suggestion?.candidates = candidates
            return TextFormat().text(report, Self.options)
        }
        #expect(text(.found, of: 1).contains("\nadmissible with this policy\n"))
        #expect(
            text(.noneOfTheCandidates, of: 1).contains("\nthe only policy to choose from does not make it admissible\n")
        )
        #expect(
            text(.noneOfTheCandidates, of: 2).contains("\nnone of the 2 policies to choose from make it admissible"))
    }

    @Test("Every reason is told in every format, with its counterexample", arguments: ReportFormats.all.map(\.name))
    func reasons(_ name: String) throws {
        let text = try #require(ReportFormats.named(name)).text(SampleAdmission.denied, Self.options)
        for words in [
            "lacks the label", "no-test-in-prod", "too-hard", "about-nothing", "default-deny",
            name == "json" ? "isolates every pod" : "admissible with this policy",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        if name != "markdown", name != "json" {
            #expect(text.contains("no policy selects pod") || text.contains("no policy selects this pod"))
        }
    }

    @Test("An error is a finding exactly for what a change is denied for")
    func agreement() {
        for (title, report) in Self.reports {
            let listed = report.findingReport(Self.options)
            let errors = listed.findings.filter { $0.level == .error }.count
            let notices = listed.notices.filter { $0.severity == .error }.count
            #expect(errors + notices == report.reasons.count, "\(title)")
            #expect(listed.status == RunStatus(report))
            #expect((listed.status == .proved) == (report.decision == .admitted))
        }
    }

    @Test("What was broken before and is not touched is a note, no failure, and so is what is waived")
    func brokenBefore() {
        let findings = SampleAdmission.admitted.findingReport(Self.options).findings
        #expect(
            findings.map { "\($0.check) \($0.kind.rawValue) \($0.level.rawValue)" } == [
                "broken-before broken before note", "holds waived note", "holds expired waiver warning",
            ])
        let junit = JUnitFormat().text(SampleAdmission.admitted, Self.options)
        #expect(junit.contains("failures=\"0\" errors=\"0\""))
    }

    @Test("A finding stands at the line of the change that has a part in it")
    func places() throws {
        func violation(_ change: (inout AdmissionReport) -> Void) throws -> Finding {
            var report = SampleAdmission.denied
            change(&report)
            let findings = report.findingReport(Self.options).findings
            let violated = try #require(findings.first { $0.check == "no-test-in-prod" })
            #expect(violated.related.contains { $0.location == SampleReport.place(9) } || violated.place.line == 9)
            return violated
        }
        #expect(
            try violation { $0.objects[1].location.file = "policies.yaml" }.place == SampleReport.place(9), "the rule")
        #expect(
            try violation { _ in }.place == SampleReport.place(12, "change.yaml"),
            "what is changed around the destination")
        #expect(try violation { $0.objects.remove(at: 1) }.place == SampleReport.place(40), "its removed policy")
        #expect(
            try violation { $0.objects.removeLast(2) }.place == SampleReport.place(1, "change.yaml"),
            "the source's namespace")
    }

    @Test("Fingerprints stay when lines move, and no two findings share one")
    func fingerprints() {
        var moved = SampleAdmission.denied
        for index in moved.objects.indices { moved.objects[index].location.line += 50 }
        let (one, other) = (SampleAdmission.denied, moved)
        let prints = one.findingReport(Self.options).findings.map(\.fingerprint)
        #expect(prints == other.findingReport(Self.options).findings.map(\.fingerprint))
        #expect(Set(prints).count == prints.count)
    }

    @Test("No name can send a control character or an escape sequence", arguments: ReportFormats.all.map(\.name))
    func controlCharacters(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        for (title, report) in Self.reports {
            let text = format.text(report, Self.options)
            let forbidden = text.unicodeScalars.filter {
                $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E
            }
            #expect(forbidden.isEmpty, "\(title)")
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        }
    }

    @Test("JSON formats have the shape that their readers want", arguments: ["sarif", "gitlab", "policyreport"])
    func shapes(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        for (_, report) in Self.reports {
            try SchemaJudge.expect(format.text(report, Self.options), toHaveShape: name)
        }
    }

    @Test("The document keeps the published schema, and so does what is said instead of one")
    func schema() throws {
        let refusal = GoldenReports.hostileRefusal.json(of: .admit).document
        for document in Self.reports.map(\.1.json.document) + [refusal] {
            #expect(try SchemaJudge.fault(of: document, schema: "admission") ?? "" == "")
        }
    }

    @Test("JUnit is XML that can be read, whatever the names are")
    func junit() throws {
        let document = JUnitFormat().text(SampleAdmission.hostile, Self.options)
        #expect(try SchemaJudge.fault(ofXML: document) ?? "" == "")
    }

    @Test("Annotations and text have no line that a build server takes for a command of somebody else's")
    func logCommands() {
        let text = TextFormat().text(SampleAdmission.hostile, Self.options)
        #expect(!text.split(separator: "\n").contains { $0.drop(while: \.isWhitespace).hasPrefix("::") })
        let log = GitHubFormat().text(SampleAdmission.hostile, Self.options).split(separator: "\n")
        let levels = ["::error ", "::warning ", "::notice "]
        #expect(log.dropLast().allSatisfy { line in levels.contains { line.hasPrefix($0) } })
    }
}
