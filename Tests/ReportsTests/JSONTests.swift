import Foundation
import NetworkModel
import Reports
import Testing

struct JSONTests {
    @Test("The document has the members of the contract, in order")
    func members() {
        guard case .object(let members) = SampleReport.everything.json else {
            Issue.record("the document is no object")
            return
        }
        #expect(
            members.map(\.name) == [
                "version", "exitStatus", "failOn", "summary", "results", "ignored", "diagnostics", "universe", "inputs",
                "solver", "timings",
            ])
    }

    @Test("Two renderings are equal byte for byte, and have no times where none are wanted")
    func deterministic() {
        let report = SampleReport.everything.withoutTimings
        #expect(report.json.document == SampleReport.everything.withoutTimings.json.document)
        #expect(!report.json.document.contains("\"seconds\""))
        #expect(!report.json.document.contains("\"timings\""))
    }

    @Test("Every JSON reader takes it, and the summary counts the verdicts")
    func readable() throws {
        let data = Data(SampleReport.everything.json.document.utf8)
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let summary = try #require(document["summary"] as? [String: Int])
        #expect(summary == ["proved": 1, "refuted": 2, "undecided": 1, "vacuous": 1])
    }

    @Test("Control characters, quotes and turned writing are escaped, and read back as they were")
    func hostile() throws {
        let text = "a\u{1B}[31m\"\\\n\u{202E}\u{7F}é🙂"
        let literal = JSONValue.literal(text)
        #expect(literal == #""a\u001b[31m\"\\\n\u202e\u007fé🙂""#)
        let read = try JSONSerialization.jsonObject(with: Data("[\(literal)]".utf8)) as? [String]
        #expect(read == [text])
    }

    @Test("Refused input is a document without verdicts")
    func refused() {
        let text = RefusedInput(diagnostics: SampleReport.everything.diagnostics).json.document
        #expect(text.contains("\"diagnostics\""))
        #expect(!text.contains("\"summary\""))
        #expect(!text.contains("\"results\""))
    }
}
