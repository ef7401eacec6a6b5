import Reports
import Testing

struct MarkdownTests {
    private let options = GoldenReports.options

    /// The text without blocks and spans of code, read as CommonMark reads them.
    private func withoutCode(_ text: String) -> String {
        var lines: [Substring] = []
        var fence: Substring?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let backticks = line.prefix { $0 == "`" }
            if let open = fence {
                if backticks.count >= open.count, backticks.count == line.count { fence = nil }
            } else if backticks.count >= 3 {
                fence = backticks
            } else {
                lines.append(line)
            }
        }
        #expect(fence == nil, "a block of code does not end")
        return lines.map { withoutSpans(String($0)) }.joined(separator: "\n")
    }

    private func withoutSpans(_ line: String) -> String {
        var (rest, text) = (line[...], "")
        while let start = rest.firstIndex(of: "`") {
            text += rest[..<start]
            let fence = rest[start...].prefix { $0 == "`" }
            rest = rest[fence.endIndex...]
            let runs = rest.ranges(of: /`+/)
            guard let end = runs.first(where: { rest[$0].count == fence.count }) else {
                Issue.record("a span of code does not end: \(line)")
                return text
            }
            rest = rest[end.upperBound...]
        }
        return text + rest
    }

    @Test("Whatever names are made of, they stay in code, and tables keep their columns")
    func hostile() {
        for text in FormatTests.documents(MarkdownFormat()) {
            let plain = withoutCode(text)
            #expect(!plain.contains("<script>") && !plain.contains("]("))
            #expect(!plain.replacing(/<code>.*?<\/code>/, with: "").contains("@user"))
            for row in text.split(separator: "\n") where row.hasPrefix("| ") {
                #expect(row.count { $0 == "|" } == 5, "\(row)")
            }
        }
    }

    @Test("The details of each invariant that is not plainly proved are folded")
    func folded() {
        let text = MarkdownFormat().text(GoldenReports.everything, options)
        #expect(text.contains("<details><summary>refuted: <code>no-test-in-prod</code></summary>\n\n```text\n"))
        #expect(text.contains("| **refuted** | `no-test-in-prod` | high | `policies.yaml:9` |"))
        #expect(text.ranges(of: "<details>").count == text.ranges(of: "</details>").count)
    }

    @Test("What does not fit is left out whole, and that is said")
    func limit() {
        var report = GoldenReports.everything
        report.results += (0..<2000).map { SampleReport.result("more-\($0)", line: $0 + 30, listed: .undecided) }
        for limit in [3000, 20_000, 65_000] {
            let text = MarkdownFormat(limit: limit).text(report, options)
            #expect(text.utf8.count <= limit)
            #expect(text.contains("left out, for want of space"))
            #expect(text.contains("4 proved, 2 refuted, 2001 undecided"))
            #expect(text.ranges(of: "<details>").count == text.ranges(of: "</details>").count)
            _ = withoutCode(text)
        }
    }

    @Test("A script finds the comment that it wrote before")
    func marker() {
        for text in FormatTests.documents(MarkdownFormat()) { #expect(text.hasPrefix("<!-- netproof verify -->\n")) }
    }
}
