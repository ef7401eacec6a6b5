import Diagnostics
import Manifests
import Testing

@Suite("Problems of YAML")
struct YAMLProblemTests {
    @Test("A syntax error hides nothing but its own document")
    func syntaxErrors() {
        let text = "a: [1\n---\nb: 2\n---\nc: \"x\n---\nd: 1\n d: 2\n---\n\te: 1\n---\nf: 3\n---\ng: }\n"
        let reading = Reading(text)
        #expect(reading.outlines == ["{b: 2}", "{f: 3}"])
        #expect(reading.problems.map { String($0.suffix(6)) } == Array(repeating: "syntax", count: 5))
    }

    @Test("A syntax error tells where what could not be read began")
    func related() {
        let reading = Reading("spec:\n  from: [a,\n    b\nx: 1\n")
        #expect(reading.diagnostics.all.first?.related.first?.location == SourceLocation(file: "f", line: 2, column: 9))
    }

    @Test("A very long line is not repeated in the message")
    func longLine() {
        let reading = Reading("a: \"" + String(repeating: "x", count: 20_000))
        #expect(reading.diagnostics.all.count == 1)
        #expect(reading.diagnostics.all[0].text.utf8.count < 300)
    }

    @Test("Every duplicate key is reported with the place of the first")
    func duplicates() {
        let reading = Reading("a: 1\nb: {x: 1, x: 2}\na: 3\na: 4\n\"b\": 5\n")
        #expect(
            reading.problems == ["2:11 duplicate-key", "3:1 duplicate-key", "4:1 duplicate-key", "5:1 duplicate-key"])
        #expect(reading.diagnostics.sorted[2].related.map(\.location.line) == [1])
        #expect(reading.documents.allSatisfy { !$0.isSound })
    }

    @Test("Duplicate keys are found in large mappings too")
    func duplicatesInLargeMapping() {
        let text = (0..<1000).map { "k\($0): 1\n" }.joined() + "k7: 2\nk999: 2\nk1000: 1\n"
        #expect(Reading(text).problems == ["1001:1 duplicate-key", "1002:1 duplicate-key"])
    }

    @Test("Two documents run together get a hint at the missing separator")
    func missingSeparator() {
        let reading = Reading("apiVersion: v1\nkind: A\napiVersion: v1\nkind: B\n")
        #expect(reading.diagnostics.sorted.first?.suggestion == "is a `---` missing before line 3?")
    }

    @Test("A key that is null, a list or a mapping is an error")
    func keys() {
        #expect(Reading("? [a]\n: 1\n").problems == ["1:3 key-type"])
        #expect(Reading("? {a: b}\n: 1\n").problems == ["1:3 key-type"])
        #expect(Reading("~: 1\n").problems == ["1:1 key-type"])
    }

    @Test("Bytes that are no text are errors with their place, and cost one document")
    func encoding() {
        let bad: [UInt8] = Array("a: 1\n---\nb: \"é".utf8) + [0xFF] + Array("\"\n---\nc: \0\n---\nd: 1\n".utf8)
        let reading = Reading(bad)
        #expect(reading.problems == ["3:6 encoding", "5:4 encoding"])
        #expect(reading.outlines == ["{a: 1}", "{d: 1}"])
        #expect(Reading([0x61, 0xC0, 0x80]).problems == ["1:2 encoding"])
        #expect(Reading([0x61, 0xED, 0xA0, 0x80]).problems == ["1:2 encoding"])
        #expect(Reading([0x61, 0xE2, 0x82]).problems == ["1:2 encoding"])
        #expect(Reading("a: \u{1B}[31m").problems == ["1:4 encoding"])
    }

    @Test("UTF-16 and UTF-32 are told as such")
    func wideEncodings() {
        for bytes: [UInt8] in [
            [0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0x61, 0, 0x3A, 0], [0xFF, 0xFE, 0, 0],
        ] {
            let reading = Reading(bytes)
            #expect(reading.problems == ["0:0 encoding"])
            #expect(reading.diagnostics.all[0].suggestion?.contains("iconv") == true)
        }
    }
}
