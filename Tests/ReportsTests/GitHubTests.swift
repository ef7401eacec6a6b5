import Diagnostics
import Reports
import Testing

struct GitHubTests {
    private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

    @Test("Every line but the last is one annotation, whatever names are made of")
    func annotations() {
        for text in FormatTests.documents(GitHubFormat()) {
            for line in lines(text).dropLast() {
                #expect(line.wholeMatch(of: /::(error|warning|notice) [a-z]+=[^:]*::.*/) != nil, "\(line)")
            }
            #expect(lines(text).last?.hasPrefix("netproof: ") == true)
        }
    }

    @Test("Percent signs, commas, colons and ends of lines are escaped")
    func escaping() {
        let place = SourceLocation(file: "a,b:c%.yaml", line: 3, column: 4)
        let refusal = RefusedInput(diagnostics: [Diagnostic("x,y:z", at: place, "100% of a::b,\nc")])
        let line = lines(GitHubFormat().text(refusal, GoldenReports.options))[0]
        #expect(
            line == "::error file=a%2Cb%3Ac%25.yaml,line=3,col=4,title=netproof%3A x%2Cy%3Az::100%25 of a::b,\\nc")
    }

    @Test("A counterexample is told in several lines, which GitHub joins from one")
    func severalLines() {
        let text = GitHubFormat().text(GoldenReports.everything, GoldenReports.options)
        let leak = lines(text).first { $0.contains("no-test-in-prod is refuted") } ?? ""
        #expect(
            leak.hasPrefix("::error file=policies.yaml,line=9,col=5,title=netproof%3A refuted%3A no-test-in-prod::"))
        #expect(leak.contains("%0Aclaim: claim of no-test-in-prod%0Acounterexample: connects on TCP 3306%0A"))
    }

    @Test("The gravest stand first: GitHub shows ten of each level")
    func order() {
        let text = GitHubFormat().text(GoldenReports.everything, GoldenReports.options)
        let levels = lines(text).dropLast().compactMap { $0.firstMatch(of: /::([a-z]+)/).map { String($0.1) } }
        #expect(levels == ["error", "warning", "notice"].flatMap { level in levels.filter { $0 == level } })
        #expect(levels.count == 11)
    }

    @Test("What was read from standard input has no file to annotate")
    func standardInput() {
        let place = SourceLocation(file: "<stdin>", line: 3, column: 4)
        let refusal = RefusedInput(diagnostics: [Diagnostic("id", at: place, "message")])
        #expect(
            lines(GitHubFormat().text(refusal, GoldenReports.options))[0] == "::error title=netproof%3A id::message")
    }

    @Test("The job summary is Markdown")
    func summary() {
        let supplement = GitHubFormat().supplement
        #expect(supplement?.variable == "GITHUB_STEP_SUMMARY")
        #expect(supplement?.format.name == "markdown")
    }
}
