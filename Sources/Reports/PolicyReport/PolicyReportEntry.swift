import Diagnostics

/// One result of a policy report.
struct PolicyReportEntry {
    enum Outcome: String, CaseIterable {
        case pass, fail, warn, error, skip
    }

    var policy: String
    var rule: String
    var outcome: Outcome
    /// All five words stand in the kind as policy-reporter and Kyverno install it; its first draft knew three.
    var severity: InvariantResult.Severity
    var message: String
    /// Policies that have a part in it.
    var resources: [ReportedPolicy] = []
    var properties: [String: String] = [:]

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("policy", .string(policy)), .init("rule", .string(rule)),
            .init("category", .string("Network Policy")), .init("source", .string("netproof")),
            .init("severity", .string(severity.rawValue)), .init("result", .string(outcome.rawValue)),
            .init("scored", .bool(outcome != .warn)), .init("message", .string(message)),
        ]
        if !resources.isEmpty { members.append(.init("resources", .array(resources.map(\.reference)))) }
        if !properties.isEmpty { members.append(.init("properties", .sorted(properties))) }
        return .object(members)
    }
}

extension PolicyReportEntry {
    /// A problem of the input.
    init(_ diagnostic: Diagnostic) {
        self.init(
            policy: "netproof-input", rule: diagnostic.id, outcome: .error, severity: .high,
            message: diagnostic.lines.joined(separator: "\n"))
    }

    /// One for the verdict, and one for the gap beside it.
    static func entries(for check: Check, _ findings: [Finding]) -> [PolicyReportEntry] {
        let gaps = findings.filter { $0.kind == .gap }
        let verdict = findings.filter { $0.kind != .gap }
        let claim = "\(check.verdict): \(check.claim.printable(limit: .max))"
        let first = entry("verdict", for: check, verdict, saying: [claim] + verdict.map(\.headline))
        guard !gaps.isEmpty else { return [first] }
        return [first, entry("namespaces yet to be created", for: check, gaps, saying: gaps.map(\.headline))]
    }

    private static func entry(
        _ rule: String, for check: Check, _ findings: [Finding], saying lines: [String]
    ) -> PolicyReportEntry {
        PolicyReportEntry(
            policy: check.name, rule: rule, outcome: outcome(of: findings, check), severity: check.severity,
            message: lines.joined(separator: "\n"), resources: Set(findings.flatMap(\.policies)).sorted(),
            properties: check.properties)
    }

    private static func outcome(of findings: [Finding], _ check: Check) -> Outcome {
        let errors = findings.filter { $0.level == .error }
        if errors.contains(where: \.kind.isViolation) { return .fail }
        if !errors.isEmpty { return .error }
        if check.unneeded != nil || findings.contains(where: { $0.kind == .vacuous }) { return .skip }
        if findings.contains(where: { $0.kind == .waived || $0.isKnown }) { return .skip }
        return findings.contains { [.gap, .refuted, .undecided, .opened].contains($0.kind) } ? .warn : .pass
    }
}

extension ReportedPolicy {
    /// An object reference; the version only where it follows from the kind.
    fileprivate var reference: JSONValue {
        var members: [JSONValue.Member] = []
        if kind == "NetworkPolicy" { members.append(.init("apiVersion", .string("networking.k8s.io/v1"))) }
        members.append(.init("kind", .string(kind)))
        if let namespace { members.append(.init("namespace", .string(namespace))) }
        return .object(members + [.init("name", .string(name))])
    }
}
