import Analyses
import Diagnostics
import NetworkModel
import Reports
import Testing

@Suite("Flow files")
struct FlowFileTests {
    private func read(_ text: String) -> (flows: [Flow], problems: [String]) {
        var diagnostics = Diagnostics()
        let flows = FlowFile.read(Array(text.utf8), file: "f.csv", into: &diagnostics)
        return (flows, diagnostics.sorted.flatMap { $0.lines.prefix(1) })
    }

    @Test("The header may stand or not, in any order and case")
    func header() {
        #expect(read("a/b,c/d,TCP,80\n").flows.map(\.to) == ["c/d"])
        #expect(read("from,to,protocol,port\na/b,c/d,TCP,80\n").flows.map(\.to) == ["c/d"])
        let swapped = read("From,expected,port,protocol,to\na/b,denied,80,udp,c/d\n").flows.first
        #expect(swapped?.to == "c/d")
        #expect(swapped?.expected == .denied)
        #expect(swapped?.transport == .udp)
    }

    @Test("A header with an unknown or a missing column is an error")
    func badHeader() {
        #expect(read("from,to,proto,port\n").problems == ["f.csv:1:9: error: `proto` is no column, or is one twice"])
        #expect(read("from,to,port\n").problems == ["f.csv:1:1: error: there is no column `protocol`"])
    }

    @Test("Blank lines, comments, either line ending, a byte order mark and a missing last line end")
    func lines() {
        let text = "\u{FEFF}# flows\r\n\r\n  \na/b,c/d,TCP,80\r\n  # more\na/b,c/e,,81"
        let flows = read(text).flows
        #expect(flows.map(\.to) == ["c/d", "c/e"])
        #expect(flows.map(\.location?.line) == [4, 6])
        #expect(flows.map(\.transport) == [.tcp, .tcp])
    }

    @Test("Quoted fields, with doubled quotes and commas; labels in brackets may have commas without quotes")
    func quotes() {
        let flows = read("\"a/[x=y, z=w]\" , a/[x=y,z=w], TCP ,80\n\"say \"\"b\"\"\",c/d,TCP,80\n").flows
        #expect(flows.map(\.from) == ["a/[x=y, z=w]", "say \"b\""])
        #expect(flows.first?.to == "a/[x=y,z=w]")
    }

    @Test(
        "Every malformed row is an error with its place, and no row is read from it",
        arguments: [
            ("a/b,c/d,TCP\n", "f.csv:1:1: error: the row has 3 fields"),
            ("a/b,c/d,TCP,80,denied,x\n", "f.csv:1:1: error: the row has 6 fields"),
            ("\"a/b,c/d,TCP,80\n", "f.csv:1:1: error: the quote is not closed in its line"),
            ("\"a/b\"x,c/d,TCP,80\n", "f.csv:1:6: error: text after a closing quote"),
            ("a/\"b,c/d,TCP,80\n", "f.csv:1:3: error: a quote inside of a field that does not begin with one"),
            ("a/b,c/d,ICMP,80\n", "f.csv:1:9: error: `ICMP` is no protocol"),
            ("a/b,c/d,TCP,0\n", "f.csv:1:13: error: `0` is no port"),
            ("a/b,c/d,TCP,65536\n", "f.csv:1:13: error: `65536` is no port"),
            ("a/b,c/d,TCP,+80\n", "f.csv:1:13: error: `+80` is no port"),
            ("a/b,c/d,TCP,\n", "f.csv:1:13: error: the port is missing"),
            (",c/d,TCP,80\n", "f.csv:1:1: error: `from` is missing"),
            ("a/b,c/d,TCP,80,maybe\n", "f.csv:1:16: error: `maybe` is no outcome to expect"),
        ])
    func malformed(text: String, problem: String) {
        let result = read(text)
        #expect(result.flows.isEmpty)
        #expect(result.problems == [problem])
    }

    @Test("All problems of a file are told")
    func allProblems() {
        #expect(read("a,b,TCQ,0\nx\n").problems.count == 3)
    }

    @Test("Text that is no flow file gives problems, and never a crash")
    func noise() {
        for text in [
            "\0\0,\"\",[,]\n", "\"", "\"\"\"", ",", ",,,,,,,", "[", "\r\r\n\r", String(repeating: ",", count: 9999),
        ] {
            #expect(read(text).flows.isEmpty)
        }
    }
}
