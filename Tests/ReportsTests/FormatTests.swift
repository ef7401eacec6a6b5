import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

/// What holds for every format.
struct FormatTests {
    private static let options = GoldenReports.options

    /// Every document of a format, the hostile ones among them.
    static func documents(_ format: any ReportFormat) -> [String] {
        var lenient = options
        lenient.allowsVacuous = true
        lenient.isStrict = true
        let reports = [GoldenReports.everything, GoldenReports.nothing, GoldenReports.hostile]
        return reports.flatMap { [format.text($0, options), format.text($0, lenient)] }
            + [GoldenReports.refused, GoldenReports.hostileRefusal].map { format.text($0, options) }
    }

    @Test("No name can send a control character or an escape sequence", arguments: ReportFormats.all.map(\.name))
    func controlCharacters(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        for text in Self.documents(format) {
            let forbidden = text.unicodeScalars.filter {
                $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E
            }
            #expect(forbidden.isEmpty)
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        }
    }

    @Test("JSON formats have the shape that their readers want", arguments: ["sarif", "gitlab", "policyreport"])
    func shapes(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        for text in Self.documents(format) { try SchemaJudge.expect(text, toHaveShape: name) }
    }

    @Test("Refused input is told in every format", arguments: ReportFormats.all.map(\.name))
    func refused(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        let text = format.text(GoldenReports.refused, Self.options)
        #expect(text.contains("unknown field `podSelctor`"))
        #expect(!text.contains("proved"))
    }

    @Test("That nothing was checked is told in every format", arguments: ReportFormats.all.map(\.name))
    func nothing(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        let text = format.text(GoldenReports.nothing, Self.options)
        let isTold = text.contains("nothing was checked") || text.contains("\"results\": []")
        #expect(isTold)
    }

    @Test("Names of formats are unique, and text and annotations alone share a stream")
    func names() {
        let all = ReportFormats.all
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(all.filter { $0.readership != .program }.map(\.name) == ["text", "github"])
        #expect(Readership.people.sharesStream(with: .log))
        #expect(!Readership.log.sharesStream(with: .program))
    }

    @Test("A log of text has no line that a build server takes for a command")
    func logCommands() {
        for text in Self.documents(TextFormat()) {
            for line in text.split(separator: "\n") {
                #expect(!line.drop(while: \.isWhitespace).hasPrefix("::"))
                #expect(!line.contains("##[") && !line.contains("##vso["))
            }
        }
        #expect("a::b ##x\n  ::c\n##vso[d]".withoutLogCommands == "a::b ##x\n  \\u{3a}:c\n\\u{23}#vso[d]")
    }

    @Test(
        "Files are named from the working directory, with forward slashes",
        arguments: [
            ("policies.yaml", "policies.yaml"), ("./a//b/../c.yaml", "a/c.yaml"), ("../x.yaml", "../x.yaml"),
            ("../cluster/x.yaml", "x.yaml"), ("/repositories/cluster/x/y.yaml", "x/y.yaml"),
            ("/etc/x.yaml", "/etc/x.yaml"),
            ("/repositories/cluster2/x.yaml", "/repositories/cluster2/x.yaml"), ("<stdin>", "<stdin>"), (".", "."),
        ])
    func paths(_ file: String, _ expected: String) throws {
        let refusal = RefusedInput(diagnostics: [Diagnostic("id", at: SourceLocation(file: file, line: 1), "message")])
        let data = Data(GitLabFormat().text(refusal, Self.options).utf8)
        let issues = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        let location = try #require(issues.first?["location"] as? [String: Any])
        #expect(location["path"] as? String == expected)
    }
}
