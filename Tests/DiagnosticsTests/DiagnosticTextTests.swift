import Diagnostics
import Testing

@Suite("Diagnostics as text")
struct DiagnosticTextTests {
    @Test("A diagnostic is one line for editors, with what was expected and related places below")
    func lines() {
        let diagnostic = Diagnostic(
            "unknown-field", at: SourceLocation(file: "a.yaml", line: 3, column: 5), "unknown field `form`",
            expected: "expected `from` or `ports`", suggestion: "did you mean `from`?",
            related: [.init(location: SourceLocation(file: "a.yaml", line: 1, column: 1), message: "in this rule")])
        #expect(
            diagnostic.text == """
                a.yaml:3:5: error: unknown field `form`
                    expected `from` or `ports`
                    did you mean `from`?
                a.yaml:1:1: note: in this rule

                """)
    }

    @Test("A place without a line is the file alone, and no place is no prefix")
    func places() {
        #expect(Diagnostic("x", at: SourceLocation(file: "a.yaml"), "m").lines == ["a.yaml: error: m"])
        #expect(Diagnostic("x", severity: .warning, at: nil, "m").lines == ["warning: m"])
    }

    @Test("The user's text is cut, and cannot steer the terminal")
    func quoting() {
        #expect("a\u{1B}[31m\nb".inBackticks == "`a\\u{1b}[31m\\nb`")
        #expect(String(repeating: "x", count: 20_000).inBackticks.count == 83)
        #expect("é".inBackticks == "`é`")
    }

    @Test("a rule of the API server is named by its number")
    func ruleNumber() {
        let place = SourceLocation(file: "a.yaml", line: 8, column: 12)
        #expect(Diagnostic("V7", at: place, "no peer").lines == ["a.yaml:8:12: error: no peer [V7]"])
    }
}
