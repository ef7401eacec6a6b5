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
    static func entries(for result: InvariantResult, _ findings: [Finding]) -> [PolicyReportEntry] {
        let verdict = entry("verdict", for: result, findings.filter { $0.kind != .gap })
        guard result.scopes.hasGap else { return [verdict] }
        return [verdict, entry("namespaces yet to be created", for: result, findings.filter { $0.kind == .gap })]
    }

    private static func entry(
        _ rule: String, for result: InvariantResult, _ findings: [Finding]
    ) -> PolicyReportEntry {
        let isGap = findings.contains { $0.kind == .gap }
        let claim = "\(result.verdict.rawValue): \(result.claim.printable(limit: .max))"
        let headlines = findings.map(\.headline)
        return PolicyReportEntry(
            policy: result.invariant, rule: rule, outcome: outcome(of: findings), severity: result.severity,
            message: (isGap ? headlines : [claim] + headlines).joined(separator: "\n"),
            resources: result.deciding(inGap: isGap), properties: result.properties)
    }

    private static func outcome(of findings: [Finding]) -> Outcome {
        let errors = findings.filter { $0.level == .error }
        if errors.contains(where: { $0.kind == .refuted || $0.kind == .expiredWaiver }) { return .fail }
        if !errors.isEmpty { return .error }
        if findings.contains(where: { $0.kind == .vacuous }) { return .skip }
        if findings.contains(where: { $0.kind == .waived || $0.isKnown }) { return .skip }
        return findings.contains { [.gap, .refuted, .undecided].contains($0.kind) } ? .warn : .pass
    }
}

extension InvariantResult {
    /// The policies that decide its counterexamples; sorted, each once.
    fileprivate func deciding(inGap: Bool) -> [ReportedPolicy] {
        let hops = derivations.filter { isGap($0.scope) == inGap }.flatMap { $0.attempts.map(\.connection) }
        let ends = (counterexamples.filter { isGap($0) == inGap } + hops).flatMap { [$0.ingress, $0.egress] }
        return Set(ends.flatMap { [$0.policy].compactMap(\.self) + $0.isolatedBy }).sorted()
    }

    fileprivate var properties: [String: String] {
        [
            "listed": scopes.listed.rawValue, "future": scopes.future.rawValue,
            "invariant": source.description.printable(limit: .max),
        ]
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
