import Diagnostics
import Manifests
import Testing

@Suite("Reading YAML")
struct ReadingYAMLTests {
    @Test("The second document of a file counts")
    func severalDocuments() {
        let reading = Reading("a: 1\n---\nb: [x, \"2\"]\n--- # comment\nc: {}\n")
        #expect(reading.outlines == ["{a: 1}", "{b: [x, \"2\"]}", "{c: {}}"])
        #expect(reading.problems.isEmpty)
    }

    @Test(
        "Documents without content are skipped",
        arguments: [
            "", "---\n", "---\n---\n", "# only comment\n", "a: 1\n---\n", "---\n# c\n---\na: 1\n---\n...\n", "null",
            "~\n", "\n\n \n",
        ])
    func emptyDocuments(text: String) {
        let reading = Reading(text)
        #expect(reading.problems.isEmpty)
        #expect(reading.outlines == (text.contains("a:") ? ["{a: 1}"] : []))
    }

    @Test("Every node knows its line and column, in characters")
    func positions() throws {
        let reading = Reading("---\nä: 1\nspec:\n  \"éé\": [a, b]\r\n  z: !!str 5\n")
        let spec = try #require(reading.documents.first?.root["spec"])
        #expect((spec.line, spec.column) == (4, 3))
        guard case .mapping(let members) = spec.content, case .sequence(let list) = members[0].value.content else {
            Issue.record("not the shape expected")
            return
        }
        #expect((members[0].keyLine, members[0].keyColumn) == (4, 3))
        #expect((list[1].line, list[1].column) == (4, 13))
        #expect((members[1].keyLine, members[1].keyColumn) == (5, 3))
    }

    @Test("Positions are right in every piece of a long file")
    func positionsInLongFile() {
        let block = "kind: A\nvalue: |\n  --- not a separator\n  x\n---\n"
        let count = 20_000
        let reading = Reading(String(repeating: block, count: count))
        #expect(reading.documents.count == count)
        #expect(reading.documents.enumerated().allSatisfy { Int($1.root.line) == $0 * 5 + 1 })
    }

    @Test("A byte order mark and carriage returns are accepted")
    func marks() {
        #expect(Reading("\u{FEFF}a: 1\r\nb: x\r\n---\r\nc: 2\r\n").outlines == ["{a: 1, b: x}", "{c: 2}"])
    }

    @Test("Directives belong to the document behind them")
    func directives() {
        let text =
            "%YAML 1.1\n# c\n%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 80\n---\nb: 1\n...\n%YAML 1.1\n---\nc: 2\n"
        let reading = Reading(text)
        #expect(reading.outlines == ["{a: \"80\"}", "{b: 1}", "{c: 2}"])
        #expect(reading.problems.isEmpty)
    }

    @Test("A document that kubectl would not see is an error")
    func hiddenDocuments() {
        #expect(Reading("a: 1\n--- {b: 2}\n").problems == ["2:1 document-separator"])
        #expect(Reading("a: 1\n...\nb: 2\n").problems == ["3:1 syntax"])
        #expect(Reading("a: 1\n...\n--- {b: 2}\n").problems == ["3:1 document-separator"])
        #expect(Reading("--- {b: 2}\n").problems.isEmpty)
        #expect(Reading("a: 1\n...\n---\nb: 2\n").problems.isEmpty)
    }

    @Test("A document that is no mapping is an error")
    func roots() {
        #expect(Reading("just text\n---\n- a\n---\nk: v\n").problems == ["1:1 document", "3:1 document"])
    }

    @Test("Tags decide the type of a scalar, unknown ones are errors")
    func tags() {
        let reading = Reading(
            "a: !!str 80\nb: !!int \"80\"\nc: !!binary aGk=\nd: ! 5\ne: !!bool \"true\"\nf: !!map {}\ng: !!seq []\nh: !!float 1\n"
        )
        #expect(reading.outlines == ["{a: \"80\", b: 80, c: \"hi\", d: \"5\", e: true, f: {}, g: [], h: 1}"])
        #expect(reading.problems.isEmpty)
        #expect(
            Reading("a: !Ref x\nb: !!int x\nc: !!set {}\nd: !!binary '%'\ne: !!python/object:x y\n").problems
                == ["1:4 tag", "2:4 tag", "3:4 tag", "4:4 tag", "5:4 tag"])
    }

    @Test("All shapes of kubectl's block and quoted text are read")
    func text() {
        let reading = Reading("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: 'it''s'\nd: \"\\u00e9\\n\"\ne: x\n  y\n")
        #expect(reading.outlines == ["{a: \"x\ny\n\", b: \"x y\", c: \"it's\", d: \"é\n\", e: x y}"])
    }

    @Test("Line separators of Unicode do not move the places behind them")
    func foreignBreaks() {
        let reading = Reading("a: 'x\u{2028} y' \nb: 'é\u{85}é'\nb: 1\n---\nc: [\n")
        #expect(reading.problems == ["3:1 duplicate-key", "6:1 syntax"])
        #expect(Reading("a: 'é\u{2029} ', b").problems == ["1:9 syntax"])
    }
}
