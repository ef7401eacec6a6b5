import Diagnostics
import YAMLEvents

/// Reads a chunk that holds JSON objects one behind the other, as strictly as the standard has it.
///
/// Not every JSON text is YAML 1.1 (tabs, `\/`, surrogate pairs), and kubectl reads what begins with a brace as JSON.
struct JSONReader {
    enum Stop: Error {
        case syntax(SyntaxError)
        case reported
    }

    let bytes: [UInt8]
    let end: Int
    let limits: ReadLimits
    var problems: DocumentProblems
    var offset: Int
    var line: Int
    var lineStart: Int
    /// Bytes of the current line that continue a character, which do not count as columns.
    var continuationBytes = 0

    init(
        _ bytes: [UInt8], _ range: Range<Int>, line: Int, lineStart: Int, limits: ReadLimits, problems: DocumentProblems
    ) {
        self.bytes = bytes
        end = range.upperBound
        self.limits = limits
        self.problems = problems
        offset = range.lowerBound
        self.line = line
        self.lineStart = lineStart
    }

    /// All values of the chunk that could be read, and why it could not be read to its end.
    mutating func documents() -> (documents: [Document], failure: SyntaxError?) {
        var documents: [Document] = []
        do {
            skipBlank()
            while offset < end {
                problems.foundError = false
                let root = try value(depth: 0)
                if !root.isNull {
                    documents.append(Document(file: problems.file, root: root, isSound: !problems.foundError))
                }
                skipBlank()
            }
            return (documents, nil)
        } catch .syntax(let error) {
            return (documents, error)
        } catch {
            return (documents, nil)
        }
    }

    var position: Position {
        Position(line: line, column: offset - lineStart - continuationBytes + 1)
    }

    var byte: UInt8? { offset < end ? bytes[offset] : nil }

    mutating func skipBlank() {
        while let byte {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
            case UInt8(ascii: "\n"): beginLine(behind: 1)
            case UInt8(ascii: "\r"):
                beginLine(behind: offset + 1 < end && bytes[offset + 1] == UInt8(ascii: "\n") ? 2 : 1)
            default: return
            }
        }
    }

    private mutating func beginLine(behind length: Int) {
        offset += length
        line += 1
        lineStart = offset
        continuationBytes = 0
    }

    func failure(_ problem: String) -> Stop {
        .syntax(SyntaxError(problem: problem, position: position))
    }

    mutating func expect(_ letter: Unicode.Scalar, _ problem: String) throws(Stop) {
        guard byte == UInt8(ascii: letter) else { throw failure(problem) }
        offset += 1
    }

    mutating func value(depth: Int) throws(Stop) -> Node {
        let start = position
        guard let byte else { throw failure("the text ends where a value is expected") }
        switch byte {
        case UInt8(ascii: "{"):
            return Node(.mapping(try object(depth: try below(depth))), start)
        case UInt8(ascii: "["):
            return Node(.sequence(try array(depth: try below(depth))), start)
        case UInt8(ascii: "\""):
            return Node(.scalar(Scalar(text: try string(), isPlain: false)), start)
        default:
            return Node(.scalar(Scalar(text: try literal(), isPlain: true)), start)
        }
    }

    private mutating func below(_ depth: Int) throws(Stop) -> Int {
        guard depth < limits.depth else {
            problems.report(
                "depth", at: position, "nested too deeply", expected: "expected no more than \(limits.depth) levels")
            throw .reported
        }
        return depth + 1
    }

    private mutating func object(depth: Int) throws(Stop) -> [Node.Member] {
        var list = MemberList()
        offset += 1
        skipBlank()
        if byte == UInt8(ascii: "}") {
            offset += 1
            return []
        }
        while true {
            let start = position
            guard byte == UInt8(ascii: "\"") else { throw failure("did not find a key in double quotes") }
            let key = try string()
            skipBlank()
            try expect(":", "did not find `:` after a key")
            skipBlank()
            let member = Node.Member(
                key: key, isKeyPlain: false, keyLine: Int32(clamping: start.line),
                keyColumn: Int32(clamping: start.column), value: try value(depth: depth))
            if let first = list.add(member) { problems.reportDuplicate(member, of: first) }
            skipBlank()
            if byte == UInt8(ascii: "}") {
                offset += 1
                return list.members
            }
            try expect(",", "did not find `,` or `}`")
            skipBlank()
        }
    }

    private mutating func array(depth: Int) throws(Stop) -> [Node] {
        var elements: [Node] = []
        offset += 1
        skipBlank()
        if byte == UInt8(ascii: "]") {
            offset += 1
            return []
        }
        while true {
            elements.append(try value(depth: depth))
            skipBlank()
            if byte == UInt8(ascii: "]") {
                offset += 1
                return elements
            }
            try expect(",", "did not find `,` or `]`")
            skipBlank()
        }
    }
}
