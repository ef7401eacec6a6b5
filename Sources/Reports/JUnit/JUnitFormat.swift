import Diagnostics

/// `junit`: one test case for each invariant, one suite for each file of invariants.
///
/// Refuted is a failure; undecided and vacuous are errors; what `--allow-vacuous` lets pass is skipped. Elements and
/// attributes are those that the strictest of the schemas in use, that of Jenkins' xUnit plugin, knows.
public struct JUnitFormat: ReportFormat {
    public let name = "junit"

    public init() {}

    public func text(_ report: VerificationReport, _ options: ReportOptions) -> String {
        let findings = Dictionary(grouping: report.findings(options), by: \.resultIndex)
        var suites: [JUnitSuite] = []
        for (index, result) in report.results.enumerated() {
            let suite = options.path(result.source.file).text
            let position = suites.firstIndex { $0.name == suite } ?? suites.count
            if position == suites.count { suites.append(JUnitSuite(name: suite)) }
            suites[position].cases.append(JUnitCase(result, findings[index] ?? [], options))
        }
        return document(suites + input(report, options), seconds: report.timings?.total)
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        let text = refusal.diagnostics.map(\.text).joined()
        let message = "the input cannot be used; there is no verdict"
        let input = JUnitCase(name: "input", outcome: .error(type: "refused-input", message: message), text: text)
        return document([JUnitSuite(name: "input", cases: [input])], seconds: nil)
    }

    /// What was noticed in the input: of no consequence, unless nothing was checked.
    private func input(_ report: VerificationReport, _ options: ReportOptions) -> [JUnitSuite] {
        let notices = report.notices(options)
        guard !notices.isEmpty else { return [] }
        let errors = notices.filter { $0.severity == .error }
        let outcome = errors.first.map { JUnitCase.Outcome.error(type: $0.id, message: $0.sentence) } ?? .passed
        let text = notices.map(\.text).joined()
        return [JUnitSuite(name: "input", cases: [JUnitCase(name: "input", outcome: outcome, text: text)])]
    }

    private func document(_ suites: [JUnitSuite], seconds: Double?) -> String {
        let cases = suites.flatMap(\.cases)
        let counts = JUnitSuite.counts(cases).filter { $0.0 != "skipped" }
        let root = XMLElement(
            "testsuites", [("name", "netproof verify")] + counts + JUnitSuite.time(seconds),
            .elements(suites.map(\.element)))
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text(depth: 0)
    }
}

/// The invariants of one file.
struct JUnitSuite {
    var name: String
    var cases: [JUnitCase] = []

    var element: XMLElement {
        let seconds = cases.compactMap(\.seconds)
        let time = Self.time(seconds.isEmpty ? nil : seconds.reduce(0, +))
        return XMLElement(
            "testsuite", [("name", name)] + Self.counts(cases) + time, .elements(cases.map { $0.element(in: name) }))
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
