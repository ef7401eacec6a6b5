import Diagnostics
import Reports
import TestSupport
import Testing

@testable import Analyses

@Suite("Reports of coverage")
struct ReportTests {
    private static let options = ReportOptions(toolVersion: "0.0.0", workingDirectory: "/")

    private static func sample(_ sample: Clusters.Sample = Clusters.layered) throws -> CoverageReport {
        let folder = try TemporaryFolder()
        let path = try folder.write("all.yaml", sample.namespaces + sample.policies + sample.specs)
        var diagnostics = Diagnostics()
        let coverage = Coverage(solver: SolverDescription(version: "test"))
        return try #require(try coverage.run(InputRequest(paths: [path]), into: &diagnostics)).withoutTimings
    }

    @Test("the JSON is as its schema says", arguments: Clusters.all)
    func json(_ sample: Clusters.Sample) throws {
        var report = try Self.sample(sample)
        #expect(try SchemaJudge.fault(of: report.json.document, schema: "coverage") ?? "" == "")
        report.mutants[0].fate = .undecided("canceled")
        #expect(try SchemaJudge.fault(of: report.json.document, schema: "coverage") ?? "" == "")
        let refusal = RefusedInput(diagnostics: [Diagnostic("x", at: nil, "y")])
        #expect(try SchemaJudge.fault(of: refusal.json(of: .coverage).document, schema: "coverage") ?? "" == "")
    }

    @Test("what means nothing is out of the share, and what is undecided counts as not noticed")
    func share() throws {
        var report = try Self.sample()
        let mutant = report.mutants[0]
        let fates: [CoverageMutant.Fate] = [.caught(by: "x"), .survived, .equivalent, .undecided("canceled")]
        report.mutants = fates.map { fate in
            var changed = mutant
            changed.fate = fate
            return changed
        }
        #expect(report.counts.counted == 3)
        #expect(report.counts.percentage == 33)
        #expect(report.status(minimum: nil) == .undecided)
        report.mutants.removeLast()
        #expect(report.counts.percentage == 50)
        #expect(report.status(minimum: nil) == .proved)
        #expect(report.status(minimum: 50) == .proved)
        #expect(report.status(minimum: 51) == .refuted)
        report.mutants.removeAll()
        #expect(report.status(minimum: 51) == .vacuous)
    }

    @Test("one change that means nothing is told of as one")
    func oneEquivalent() throws {
        var report = try Self.sample()
        report.mutants = Array(report.mutants.prefix(2))
        (report.mutants[0].fate, report.mutants[1].fate) = (.survived, .equivalent)
        func text() -> String { TextFormat().text(JudgedCoverage(report, minimum: nil), Self.options) }
        #expect(text().contains("; 1 further change means nothing"))
        report.mutants[0].fate = .equivalent
        #expect(text().contains("; 2 further changes mean nothing"))
    }

    @Test("without a proof nothing can be noticed, and that is no success")
    func nothingProved() throws {
        var report = try Self.sample()
        for position in report.invariants.indices { report.invariants[position].verdict = .refuted }
        #expect(report.status(minimum: nil) == .vacuous)
    }

    @Test("the text tells each file's share, what nobody watches, and each survivor with its line")
    func text() throws {
        let report = try Self.sample()
        let text = TextFormat().text(JudgedCoverage(report, minimum: 99), Self.options)
        #expect(text.contains("%  "))
        for survivor in report.mutants where survivor.fate == .survived {
            #expect(text.contains(":\(survivor.location.line): "))
        }
        #expect(text.contains("catch nothing\n"))
        #expect(text.contains("refuted (refuted)"))
        #expect(text.contains("less than 99%"))
    }

    @Test("a survivor is a finding at its line: an error below the floor, a note above; undecided is always an error")
    func findings() throws {
        var report = try Self.sample()
        let survivors = report.mutants.count { $0.fate == .survived }
        #expect(survivors > 0)
        for (minimum, level) in [(100, Finding.Level.error), (0, .note)] {
            let judged = JudgedCoverage(report, minimum: minimum)
            let found = judged.findingReport(Self.options).findings
            #expect(found.count == survivors && found.allSatisfy { $0.level == level })
            #expect(JUnitFormat().text(judged, Self.options).contains("<failure") == (level == .error))
        }
        report.mutants[0].fate = .undecided("canceled")
        let judged = JudgedCoverage(report, minimum: nil)
        #expect(judged.status == .undecided)
        #expect(judged.findingReport(Self.options).findings.contains { $0.kind == .undecided && $0.level == .error })
    }

    @Test("hostile names stay code in Markdown")
    func markdown() throws {
        var report = try Self.sample()
        for position in report.mutants.indices {
            report.mutants[position].policy.location.file = "a|b`c<script>"
            report.mutants[position].policy.name = "</details>::error::"
        }
        let text = MarkdownFormat().text(JudgedCoverage(report, minimum: nil), Self.options)
        #expect(text.hasPrefix("<!-- netproof coverage -->"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
        #expect(rows.allSatisfy { $0.count { $0 == "|" } == 5 })
    }
}
