import Diagnostics
import Manifests
import Testing

@Suite("Reading JSON")
struct ReadingJSONTests {
    @Test("JSON that is no YAML 1.1 is read: tabs, escaped slashes, surrogate pairs")
    func json() {
        let reading = Reading(
            "{\n\t\"a\":\"x\\/y\",\n\t\"b\":\"\\ud83d\\ude00\\u00e9\\n\",\"c\":[1,-2.5e3,true,null],\t\"d\":{}\n}\n")
        #expect(reading.outlines == ["{a: \"x/y\", b: \"😀é\n\", c: [1, -2.5e3, true, null], d: {}}"])
        #expect(reading.problems.isEmpty)
    }

    @Test("Objects one behind the other are several documents, separators or not")
    func streams() {
        #expect(Reading("{\"a\":1}{\"b\":2}\n{\"c\":3}\n---\n{\"d\":4}\n--- \n# x\n{\"e\":5}").outlines.count == 5)
    }

    @Test("Every node of JSON knows its line and column")
    func positions() throws {
        let root = try #require(Reading("---\n\n {\"é\": [1,\r\n  \"ü\", \"b\"], \"k\": 2}").documents.first?.root)
        #expect((root.line, root.column) == (3, 2))
        guard case .mapping(let members) = root.content, case .sequence(let list) = members[0].value.content else {
            Issue.record("not the shape expected")
            return
        }
        #expect((list[0].line, list[0].column) == (3, 9))
        #expect((list[2].line, list[2].column) == (4, 8))
        #expect((members[1].keyLine, members[1].keyColumn) == (4, 14))
    }

    @Test(
        "What is no JSON is an error with its place",
        arguments: [
            ("{\"a\": 1,}", "1:9"), ("{\"a\": 01}", "1:7"), ("{\"a\" 1}", "1:6"), ("{\"a\": \"x\ny\"}", "1:9"),
            ("{\"a\": \"\\x\"}", "1:8"), ("{\"a\": \"\\ud83d\"}", "1:14"), ("{\"a\": [1 2]}", "1:10"),
            ("{\"a\":", "1:6"),
            ("{\"a\": \"", "1:8"), ("{\"a\": \"\\", "1:8"), ("{\"a\":1}}", "1:8"), ("{\"a\": nul}", "1:7"),
            ("{\"a\": 1}\n{\"b\": \"\\u12\"}", "2:8"), ("{\"a\": -}", "1:7"), ("[[", "1:3"),
        ])
    func errors(text: String, place: String) {
        let reading = Reading(text)
        // Some of these are YAML; the others are told about as JSON.
        if reading.diagnostics.hasErrors {
            #expect(reading.problems.first?.hasPrefix(place) == true, "\(reading.problems)")
        } else {
            #expect(reading.documents.count == 1)
        }
    }

    @Test("YAML in flow style is read where JSON fails")
    func flow() {
        #expect(Reading("{a: b, c: [d]}\n").outlines == ["{a: b, c: [d]}"])
        #expect(Reading("{\"a\": b} # comment\n").outlines == ["{a: b}"])
        #expect(Reading("{a: b\n").problems == ["2:1 syntax"])
    }

    @Test("Duplicate keys of JSON are errors")
    func duplicates() {
        #expect(Reading("{\"a\": 1, \"b\": {\"a\": 1}, \"a\": 2}").problems == ["1:25 duplicate-key"])
    }

    @Test("Deep JSON is an error, not a crash")
    func depth() {
        let deep = "{\"a\":" + String(repeating: "[", count: 100_000)
        #expect(Reading(deep).problems == ["1:261 depth"])
    }
}
