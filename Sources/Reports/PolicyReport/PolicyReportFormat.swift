import Diagnostics

/// `policyreport`: a ClusterPolicyReport of `wgpolicyk8s.io/v1alpha2`, to apply to a cluster that has the kind.
///
/// It is JSON, which kubectl takes as it takes YAML. A check such as an invariant is a `policy` of the report.
public struct PolicyReportFormat: ReportFormat {
    public let name = "policyreport"

    public init() {}

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        let report = report.findingReport(options)
        let notices = report.notices.filter { $0.severity == .error }.map(PolicyReportEntry.init)
        let findings = report.findingsByCheck
        let entries = report.checks.enumerated().flatMap { index, check in
            PolicyReportEntry.entries(for: check, findings[index] ?? [])
        }
        return document(notices + entries, options.command)
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        document(refusal.diagnostics.filter { $0.severity == .error }.map(PolicyReportEntry.init), options.command)
    }

    /// Each command has a report of its own, so that one does not take the place of another.
    private func document(_ entries: [PolicyReportEntry], _ command: ReportedCommand) -> String {
        let name = command == .verify ? "netproof" : "netproof-" + command.rawValue.replacing(" ", with: "-")
        let summary = PolicyReportEntry.Outcome.allCases.map { outcome in
            JSONValue.Member(outcome.rawValue, .integer(entries.count { $0.outcome == outcome }))
        }
        let labels = JSONValue.sorted(["app.kubernetes.io/managed-by": "netproof"])
        return JSONValue.object([
            .init("apiVersion", .string("wgpolicyk8s.io/v1alpha2")),
            .init("kind", .string("ClusterPolicyReport")),
            .init("metadata", .object([.init("name", .string(name)), .init("labels", labels)])),
            .init("summary", .object(summary)),
            .init("results", .array(entries.map(\.json))),
        ]).document
    }
}
