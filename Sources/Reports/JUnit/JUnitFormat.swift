import Diagnostics

/// `junit`: one test case for each check such as an invariant, one suite for each file of them.
///
/// Refuted is a failure; undecided and vacuous are errors; what `--allow-vacuous` lets pass is skipped. Elements and
/// attributes are those that the strictest of the schemas in use, that of Jenkins' xUnit plugin, knows.
public struct JUnitFormat: ReportFormat {
    public let name = "junit"

    public init() {}

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        let report = report.findingReport(options)
        let findings = report.findingsByCheck
        var suites: [JUnitSuite] = []
        for (index, check) in report.checks.enumerated() {
            let file = check.source.map { options.path($0.file).text } ?? options.command.rawValue
            let suite = check.testCase?.suite ?? file
            let position = suites.firstIndex { $0.name == suite } ?? suites.count
            if position == suites.count { suites.append(JUnitSuite(name: suite)) }
            suites[position].cases.append(JUnitCase(check, findings[index] ?? []))
        }
        return JUnitSuite.document(suites + input(report), of: options.command, seconds: report.seconds)
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        let text = refusal.diagnostics.map(\.text).joined()
        let message = "the input cannot be used; there is no verdict"
        let input = JUnitCase(name: "input", outcome: .error(type: "refused-input", message: message), text: text)
        return JUnitSuite.document([JUnitSuite(name: "input", cases: [input])], of: options.command, seconds: nil)
    }

    /// What was noticed in the input: of no consequence, unless nothing was checked.
    private func input(_ report: FindingReport) -> [JUnitSuite] {
        let notices = report.notices
        guard !notices.isEmpty else { return [] }
        let errors = notices.filter { $0.severity == .error }
        let outcome = errors.first.map { JUnitCase.Outcome.error(type: $0.id, message: $0.sentence) } ?? .passed
        let text = notices.map(\.text).joined()
        return [JUnitSuite(name: "input", cases: [JUnitCase(name: "input", outcome: outcome, text: text)])]
    }
}

/// The checks of one file.
struct JUnitSuite {
    var name: String
    var cases: [JUnitCase] = []

    var element: XMLElement {
        let seconds = cases.compactMap(\.seconds)
        let time = Self.time(seconds.isEmpty ? nil : seconds.reduce(0, +))
        return XMLElement(
            "testsuite", [("name", name)] + Self.counts(cases) + time, .elements(cases.map { $0.element(in: name) }))
    }

    /// The whole document.
    static func document(_ suites: [JUnitSuite], of command: ReportedCommand, seconds: Double?) -> String {
        let counts = counts(suites.flatMap(\.cases)).filter { $0.0 != "skipped" }
        let root = XMLElement(
            "testsuites", [("name", "netproof " + command.rawValue)] + counts + time(seconds),
            .elements(suites.map(\.element)))
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text(depth: 0)
    }

    static func counts(_ cases: [JUnitCase]) -> [(String, String)] {
        [
            ("tests", cases.count), ("failures", cases.count(where: \.isFailure)),
            ("errors", cases.count(where: \.isError)), ("skipped", cases.count(where: \.isSkipped)),
        ].map { ($0.0, String($0.1)) }
    }

    static func time(_ seconds: Double?) -> [(String, String)] {
        seconds.map { [("time", JSONValue.decimal($0))] } ?? []
    }
}
