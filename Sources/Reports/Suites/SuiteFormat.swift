import Diagnostics

/// The ways to write what `test` has to say. None of them decides the exit status.
public enum SuiteFormat: String, Hashable, Sendable, CaseIterable {
    case text, json, junit

    /// The whole report, ended by a line feed.
    public func text(_ report: SuiteReport, _ options: ReportOptions) -> String {
        switch self {
        case .text: SuiteText(palette: options.palette, isVerbose: options.isVerbose).text(report).withoutLogCommands
        case .json: report.json.document
        case .junit: report.junit
        }
    }
}

extension SuiteReport {
    /// Rises when a member changes its meaning or goes away; not when one is added.
    public static let contractVersion = "netproof.dev/test/v1alpha1"

    /// The report as the document that `schemas/test.schema.json` describes.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("version", .string(Self.contractVersion)),
            .init("exitStatus", .integer(Int(status.rawValue))),
            .init(
                "summary",
                .object(
                    ["passed", "failed", "undecided"].map { name in
                        .init(name, .integer(cases.count { $0.outcomeName == name }))
                    })),
            .init("suites", .array(suites.map(\.json))),
            .init("diagnostics", .array(diagnostics.map(\.json))),
            .init("solver", solver.json),
        ]
        if let seconds { members.append(.init("seconds", .seconds(seconds))) }
        return .object(members)
    }

    /// One suite of JUnit for each suite: failed cases are failures, those of input that cannot be used are errors.
    var junit: String {
        var all = suites.map(\.junit)
        let errors = diagnostics.filter { $0.severity == .error }
        if let first = errors.first {
            let outcome = JUnitCase.Outcome.error(type: first.id, message: first.message)
            let text = errors.map(\.text).joined()
            all.append(JUnitSuite(name: "input", cases: [JUnitCase(name: "input", outcome: outcome, text: text)]))
        }
        let counts = JUnitSuite.counts(all.flatMap(\.cases)).filter { $0.0 != "skipped" }
        let root = XMLElement(
            "testsuites", [("name", "netproof test")] + counts + JUnitSuite.time(seconds),
            .elements(all.map(\.element)))
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text(depth: 0)
    }
}

extension SuiteResult {
    fileprivate var json: JSONValue {
        .object(
            [.init("name", .string(name))] + Optional(location).placeMembers() + [
                .init("cases", .array(cases.map(\.json))), .init("diagnostics", .array(diagnostics.map(\.json))),
            ])
    }

    fileprivate var junit: JUnitSuite {
        let errors = diagnostics.filter { $0.severity == .error }
        return JUnitSuite(
            name: name,
            cases: cases.map { item in
                let (outcome, text): (JUnitCase.Outcome, String) =
                    switch item.outcome {
                    case .passed: (.passed, "")
                    case .failed(let failure):
                        (
                            .failure(
                                type: item.kind.rawValue,
                                message: "expected \(failure.expected), got \(failure.got)"),
                            ([TextReport.place(item.location)] + failure.details).map { $0 + "\n" }.joined()
                        )
                    case .undecided:
                        (
                            .error(type: errors.first?.id ?? "input", message: "the input cannot be used"),
                            errors.map(\.text).joined()
                        )
                    }
                return JUnitCase(name: item.name, outcome: outcome, text: text, seconds: item.seconds)
            })
    }
}

extension SuiteCase {
    fileprivate var json: JSONValue {
        var failure: SuiteCase.Failure?
        if case .failed(let found) = outcome { failure = found }
        var members: [JSONValue.Member] =
            [
                .init("name", .string(name)), .init("kind", .string(kind.rawValue)),
                .init("outcome", .string(outcomeName)),
            ] + Optional(location).placeMembers()
        members += [
            .init("expected", .optional(failure?.expected)), .init("got", .optional(failure?.got)),
            .init("details", .strings(failure?.details ?? [])),
        ]
        if let seconds { members.append(.init("seconds", .seconds(seconds))) }
        return .object(members)
    }
}
