import Foundation
import Reports
import Testing

struct SARIFTests {
    private func run(_ text: String) throws -> [String: Any] {
        let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return try #require((log["runs"] as? [[String: Any]])?.first)
    }

    private func report(_ options: ReportOptions = GoldenReports.options) throws -> [String: Any] {
        try run(SARIFFormat().text(GoldenReports.everything, options))
    }

    @Test("Every invariant is a rule, and every result names its own")
    func rules() throws {
        let run = try report()
        let tool = try #require(run["tool"] as? [String: [String: Any]])
        let rules = try #require(tool["driver"]?["rules"] as? [[String: Any]]).map { $0["id"] as? String }
        #expect(rules == GoldenReports.everything.results.map(\.invariant))
        for result in try #require(run["results"] as? [[String: Any]]) {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(result["ruleId"] as? String == rules[index])
        }
    }

    @Test("What is proved without a gap has no result: a code scanning service would show it as an alert")
    func proved() throws {
        var report = GoldenReports.everything
        report.results = [SampleReport.result("closed", line: 1, listed: .proved)]
        let run = try run(SARIFFormat().text(report, GoldenReports.options))
        #expect((run["results"] as? [Any])?.isEmpty == true)
    }

    @Test("A refusal has notifications and no list of results, which would say that nothing was found")
    func refused() throws {
        let run = try run(SARIFFormat().text(GoldenReports.refused, GoldenReports.options))
        #expect(run["results"] == nil)
        let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == false)
        #expect(invocation["exitCode"] as? Int == 2)
        #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 2)
    }

    @Test("The exit code in the log is that of the process")
    func exitCode() throws {
        let invocation = try #require((try report()["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["exitCode"] as? Int == 1)
        #expect(invocation["executionSuccessful"] as? Bool == true)
    }

    @Test("Names from the input are no links and no placeholders")
    func messages() throws {
        let results = try #require(
            try run(SARIFFormat().text(GoldenReports.hostile, GoldenReports.options))["results"] as? [[String: Any]])
        for result in results {
            let text = try #require((result["message"] as? [String: Any])?["text"] as? String)
            #expect(!text.contains("]("))
            #expect(!text.contains(/(^|[^{])\{0\}/))
        }
    }
}
