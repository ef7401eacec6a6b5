import Diagnostics
import YAMLEvents

/// The problems of one stretch of a file, with the words for them.
struct DocumentProblems {
    let file: String
    private(set) var diagnostics = Diagnostics()
    /// Whether an error was reported since this was last set to false.
    var foundError = false

    init(file: String) { self.file = file }

    mutating func report(
        _ id: String, line: Int, column: Int, _ message: String, expected: String? = nil, suggestion: String? = nil,
        related: [Diagnostic.Related] = []
    ) {
        foundError = true
        let location = SourceLocation(file: file, line: line, column: column)
        diagnostics.report(
            Diagnostic(id, at: location, message, expected: expected, suggestion: suggestion, related: related))
    }

    mutating func report(
        _ id: String, at position: Position, _ message: String, expected: String? = nil, suggestion: String? = nil
    ) {
        report(id, line: position.line, column: position.column, message, expected: expected, suggestion: suggestion)
    }

    /// `mayStartDocument` for the first duplicate of a root mapping: behind it all keys repeat if `---` was forgotten.
    mutating func reportDuplicate(_ member: Node.Member, of first: Node.Member, mayStartDocument: Bool = false) {
        let place = SourceLocation(file: file, line: Int(first.keyLine), column: Int(first.keyColumn))
        let startsDocument = mayStartDocument && (member.key == "apiVersion" || member.key == "kind")
        report(
            "duplicate-key", line: Int(member.keyLine), column: Int(member.keyColumn),
            "duplicate key \(member.key.inBackticks)",
            expected: "expected every key of a mapping once",
            suggestion: startsDocument ? "is a `---` missing before line \(member.keyLine)?" : nil,
            related: [Diagnostic.Related(location: place, message: "the first \(member.key.inBackticks) is here")])
    }

    mutating func reportTemplate(at position: Position) {
        report(
            "template", at: position, "unrendered template", expected: "expected a rendered manifest",
            suggestion: UnrenderedTemplate.suggestion)
    }

    mutating func reportDamage(_ damage: Damage) {
        let message =
            switch damage.kind {
            case .invalidUTF8: "invalid UTF-8"
            case .controlCharacter(0): "a NUL byte"
            case .controlCharacter(let code): "the control character U+\(String(code, radix: 16, uppercase: true))"
            }
        report("encoding", line: damage.line, column: damage.column, message, expected: "expected UTF-8 text")
    }

    mutating func reportHidden(at position: Position) {
        report(
            "document-separator", at: position, "kubectl does not see this document and ignores it",
            expected: "expected a line with nothing but `---` before it")
    }

    mutating func reportSyntax(_ error: SyntaxError) {
        var message = error.problem
        var related: [Diagnostic.Related] = []
        if let context = error.context {
            message += " " + context.message
            let place = SourceLocation(file: file, line: context.position.line, column: context.position.column)
            if context.position.line != error.position.line {
                related.append(Diagnostic.Related(location: place, message: "that begins here"))
            }
        }
        report(
            "syntax", line: error.position.line, column: error.position.column, message,
            suggestion: SyntaxAdvice.advice[error.problem], related: related)
    }
}

/// What commonly lies behind libyaml's terse complaints.
private enum SyntaxAdvice {
    static let advice = [
        "found character that cannot start any token":
            "indent with spaces, not tabs, and put text that begins with `@`, `%` or a backtick in quotes",
        "mapping values are not allowed in this context":
            "check the indentation, and put text that holds `: ` in quotes",
        "did not find expected <document start>": "begin every document with a line of `---`",
        "did not find expected key": "check the indentation of this line and the ones above",
        "did not find expected '-' indicator": "check the indentation of this line and the ones above",
        "could not find expected ':'": "check that the lines above are all `key: value`",
        "found unexpected end of stream": "close the quote or bracket",
        "found unexpected document indicator": "close the quote before `---`",
        "did not find expected ',' or '}'": "close the brace, and put commas between entries",
        "did not find expected ',' or ']'": "close the bracket, and put commas between entries",
    ]
}
