import Testing
import YAMLEvents

@Suite("Events of a YAML text")
struct EventParserTests {
    /// The events up to the end or an error, one word each, with line and column.
    private func trace(_ parser: inout EventParser) -> [String] {
        var trace: [String] = []
        while true {
            do {
                let event = try parser.next()
                trace.append("\(event.position.line):\(event.position.column) \(event.word)")
                if case .streamEnd = event.content { return trace }
            } catch {
                return trace + ["\(error.position.line):\(error.position.column) ! \(error.problem)"]
            }
        }
    }

    private func trace(_ text: String, firstLine: Int = 1) -> [String] {
        var parser = EventParser(Array(text.utf8)[...], firstLine: firstLine)
        return trace(&parser)
    }

    @Test("Every node is an event with its place, tag and anchor")
    func events() {
        #expect(
            trace("---\na: &x !!str 5\nb: ['é', *x]\n") == [
                "1:1 stream", "1:1 ---", "2:1 {", "2:1 a", "2:4 &x <tag:yaml.org,2002:str> 5", "3:1 b", "3:4 [",
                "3:5 'é'", "3:10 *x", "3:12 ]", "4:1 }", "4:1 ...", "4:1 end",
            ])
    }

    @Test("Duplicate keys are given as they stand")
    func duplicates() {
        #expect(trace("{a: 1, a: 2}").count { $0.hasSuffix(" a") } == 2)
    }

    @Test("An error has its place, and the parser goes on where it is told to")
    func restart() {
        let text = "a: [\n---\nb: 1\n"
        var parser = EventParser(Array(text.utf8)[...], firstLine: 10)
        #expect(trace(&parser).last == "11:1 ! did not find expected node content")
        parser.restart(at: 5, line: 11)
        #expect(trace(&parser).contains("12:1 b"))
    }

    @Test("Bytes that are no text are errors with their place")
    func encoding() {
        var parser = EventParser([0x61, 0x0A, 0xC3, 0xA9, 0xFF])
        #expect(trace(&parser).last?.hasPrefix("2:2 !") == true)
    }

    @Test("Text before or behind the slice is not read")
    func slices() {
        var parser = EventParser(Array("{{{a: 1}}}".utf8)[3..<7])
        #expect(trace(&parser).contains("1:1 a"))
    }
}

extension Event {
    fileprivate var word: String {
        switch content {
        case .streamStart: "stream"
        case .streamEnd: "end"
        case .documentStart: "---"
        case .documentEnd: "..."
        case .alias(let name): "*\(name)"
        case .scalar(let text, let isPlain, let properties): properties.words + (isPlain ? text : "'\(text)'")
        case .sequenceStart(let properties): properties.words + "["
        case .sequenceEnd: "]"
        case .mappingStart(let properties): properties.words + "{"
        case .mappingEnd: "}"
        }
    }
}

extension NodeProperties {
    fileprivate var words: String {
        (anchor.map { "&\($0) " } ?? "") + (tag.map { "<\($0)> " } ?? "")
    }
}
