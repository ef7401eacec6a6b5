import Diagnostics

/// `policyreport`: a ClusterPolicyReport of `wgpolicyk8s.io/v1alpha2`, to apply to a cluster that has the kind.
///
/// It is JSON, which kubectl takes as it takes YAML. An invariant is a `policy` of the report.
public struct PolicyReportFormat: ReportFormat {
    public let name = "policyreport"

    public init() {}

    public func text(_ report: VerificationReport, _ options: ReportOptions) -> String {
        let notices = report.notices(options).filter { $0.severity == .error }.map(PolicyReportEntry.init)
        let findings = Dictionary(grouping: report.findings(options), by: \.resultIndex)
        let entries = report.results.enumerated().flatMap { index, result in
            PolicyReportEntry.entries(for: result, findings[index] ?? [])
        }
        return document(notices + entries)
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        document(refusal.diagnostics.filter { $0.severity == .error }.map(PolicyReportEntry.init))
    }

    private func document(_ entries: [PolicyReportEntry]) -> String {
        let summary = PolicyReportEntry.Outcome.allCases.map { outcome in
            JSONValue.Member(outcome.rawValue, .integer(entries.count { $0.outcome == outcome }))
        }
        let labels = JSONValue.sorted(["app.kubernetes.io/managed-by": "netproof"])
        return JSONValue.object([
            .init("apiVersion", .string("wgpolicyk8s.io/v1alpha2")),
            .init("kind", .string("ClusterPolicyReport")),
            .init("metadata", .object([.init("name", .string("netproof")), .init("labels", labels)])),
            .init("summary", .object(summary)),
            .init("results", .array(entries.map(\.json))),
        ]).document
    }
}
