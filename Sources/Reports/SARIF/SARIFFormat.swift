import Diagnostics

/// `sarif`: SARIF 2.1.0, as code scanning services take it.
///
/// A check such as an invariant is a rule, a finding such as a counterexample is a result. What is proved has a rule and no result: GitHub shows every
/// result as an alert, whatever its `kind`.
public struct SARIFFormat: ReportFormat {
    public let name = "sarif"

    public init() {}

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        let report = report.findingReport(options)
        let notices = report.notices.map { SARIF.notification($0, options) }
        return SARIF.log(
            [
                .init("tool", SARIF.tool(rules: report.checks.map(\.sarifRule), options)),
                .init(
                    "invocations",
                    .array([SARIF.invocation(report.status, isSuccess: report.status != .failed, notices)])),
                .init("results", .array(report.findings.map { SARIF.result($0, options) })),
                .init("properties", .object(report.properties)),
            ])
    }

    /// A run without `results`: an empty list would say that there was nothing to be found.
    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        let notices = refusal.diagnostics.map { SARIF.notification($0, options) }
        return SARIF.log(
            [
                .init("tool", SARIF.tool(rules: [], options)),
                .init("invocations", .array([SARIF.invocation(.failed, isSuccess: false, notices)])),
            ])
    }
}

/// The parts of a SARIF log.
enum SARIF {
    /// A log of one run.
    static func log(_ run: [JSONValue.Member]) -> String {
        let base = JSONValue.object([.init("description", message("the working directory of the run"))])
        let common: [JSONValue.Member] = [
            .init("columnKind", .string("unicodeCodePoints")),
            .init("originalUriBaseIds", .object([.init(baseID, base)])),
        ]
        return JSONValue.object([
            .init("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
            .init("version", .string("2.1.0")),
            .init("runs", .array([.object(run + common)])),
        ]).document
    }

    static func tool(rules: [JSONValue], _ options: ReportOptions) -> JSONValue {
        let driver: [JSONValue.Member] = [
            .init("name", .string("netproof")),
            .init("semanticVersion", .string(options.toolVersion)),
            .init("rules", .array(rules)),
        ]
        return .object([.init("driver", .object(driver))])
    }

    /// - Parameter isSuccess: Whether the tool did its work, whatever the verdicts.
    static func invocation(_ status: RunStatus, isSuccess: Bool, _ notifications: [JSONValue]) -> JSONValue {
        .object([
            .init("executionSuccessful", .bool(isSuccess)),
            .init("exitCode", .integer(Int(status.rawValue))),
            .init("toolExecutionNotifications", .array(notifications)),
        ])
    }

    static func notification(_ diagnostic: Diagnostic, _ options: ReportOptions) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("level", .string(diagnostic.severity.rawValue)),
            .init("message", message(diagnostic.sentence)),
            .init("descriptor", .object([.init("id", .string(diagnostic.id))])),
        ]
        if let place = diagnostic.location {
            members.append(.init("locations", .array([location(place, options)])))
        }
        return .object(members)
    }

    /// A message in plain text, in which nothing is a placeholder or a link.
    static func message(_ text: String) -> JSONValue {
        let plain = text.replacing("{", with: "{{").replacing("}", with: "}}").replacing("](", with: "] (")
        return .object([.init("text", .string(plain))])
    }
}
