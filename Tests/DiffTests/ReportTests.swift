import Diagnostics
import Foundation
import NetworkModel
import Reports
import TestSupport
import Testing

@Suite("Reports of differences")
struct ReportTests {
    private static let options = ReportOptions(toolVersion: "0.0.0", workingDirectory: "/")

    private static func sample() throws -> DiffReport {
        let report = try Compared.report(
            Compared.policy("{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80}]}]}"),
            Compared.policy(
                "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: "
                    + "{matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}], ports: [{port: 3306}]}]}")
        ).withoutTimings
        return report
    }

    @Test("every format is the same from run to run", arguments: ReportFormats.all.map(\.name))
    func repeatable(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        let texts = try (0..<2).map { _ in
            var report = try Self.sample()
            // Folders of tests have names of their own.
            (report.base.name, report.head.name, report.changes) = ("base", "head", [])
            for index in report.classes.indices {
                let end = report.classes[index].witness.from
                report.classes[index].witness = DiffWitness(
                    from: end, to: end, transport: .tcp, port: 80,
                    base: DiffDecision(
                        egress: EndExplanation(.allowed, .notSelected), ingress: EndExplanation(.denied, .isolated)),
                    head: DiffDecision(
                        egress: EndExplanation(.allowed, .notSelected), ingress: EndExplanation(.allowed, .notSelected))
                )
            }
            return format.text(JudgedDiff(report, failingOn: .opened), Self.options)
        }
        #expect(texts[0] == texts[1])
        #expect(texts[0].hasSuffix("\n"))
    }

    @Test("the JSON document and a refusal keep the published schema")
    func schema() throws {
        let refusal = RefusedInput(diagnostics: [Diagnostic("git", at: nil, "no such revision")])
        for document in [try Self.sample().json.document, refusal.json(of: .diff).document] {
            guard let status = try SchemaJudge.fault(of: document, schema: "diff") else { return }
            #expect(status.isEmpty, "\(status)")
        }
    }

    @Test("SARIF names a rule, a level and a line of the head for each class")
    func sarif() throws {
        let report = try Self.sample()
        let text = SARIFFormat().text(JudgedDiff(report, failingOn: .opened), Self.options)
        let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == report.classes.count)
        for result in results {
            let isOpening = result["ruleId"] as? String == "connections-opened"
            #expect(result["level"] as? String == (isOpening ? "error" : "note"))
            #expect((result["locations"] as? [Any])?.isEmpty == false)
        }
    }

    @Test("Markdown tells the classes in tables, and hostile names as code")
    func markdown() throws {
        var report = try Self.sample()
        report.head.name = "`</code>| @everyone ::error::"
        report.classes[0].connections.to.pods?.namespaces = ["a|b`c<script>"]
        let text = MarkdownFormat().text(JudgedDiff(report, failingOn: .opened), Self.options)
        #expect(text.hasPrefix("<!-- netproof diff -->"))
        #expect(text.contains("| | from | to | on |"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
        #expect(rows.count >= report.classes.count)
        #expect(rows.allSatisfy { $0.count { $0 == "|" } == 5 })
    }

    @Test("A format that lists findings has an error for each class that fails, and for none that is let pass")
    func findings() throws {
        let report = try Self.sample()
        let opened = report.classes(.opened, isExpected: false).count
        for (threshold, count) in [
            (DiffThreshold.opened, opened), (.any, report.classes.count), (.none, 0),
        ] {
            let judged = JudgedDiff(report, failingOn: threshold)
            let listed = judged.findingReport(Self.options)
            #expect(listed.findings.count { $0.level == .error } == count)
            #expect((judged.status == .proved) == (count == 0))
            #expect(JUnitFormat().text(judged, Self.options).contains("<failure") == (count > 0))
        }
    }

    @Test("That something is undecided is an error in every format", arguments: ReportFormats.all.map(\.name))
    func undecided(_ name: String) throws {
        var report = try Self.sample()
        (report.relation, report.classes, report.undecided) = (.undecided, [], "the solver gave up: timeout")
        let text = try #require(ReportFormats.named(name)).text(JudgedDiff(report, failingOn: .none), Self.options)
        #expect(text.contains("timeout"))
    }
}
