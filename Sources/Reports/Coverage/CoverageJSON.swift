import Diagnostics

extension CoverageReport {
    /// Rises when a member changes its meaning or goes away; not when one is added.
    public static let contractVersion = "netproof.dev/coverage/v1alpha1"

    /// The report as the document that `schemas/coverage.schema.json` describes.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("version", .string(Self.contractVersion)),
            .init("summary", counts.json),
            .init(
                "files",
                .array(files.map { .object([.init("file", .string($0.file)), .init("summary", $0.counts.json)]) })),
            .init("policies", .array(policies.map(\.json))),
            .init("mutants", .array(mutants.map(\.json))),
            .init("invariants", .array(invariants.map(\.json))),
            .init("ignored", .array(ignored.map(\.json))),
            .init("diagnostics", .array(diagnostics.map(\.json))),
            .init("universe", universe.json),
            .init("inputs", inputs.json),
            .init("solver", solver.json),
        ]
        if let timings { members.append(.init("timings", timings.json)) }
        return .object(members)
    }
}

extension CoverageCounts {
    fileprivate var json: JSONValue {
        .object([
            .init("caught", .integer(caught)), .init("survived", .integer(survived)),
            .init("undecided", .integer(undecided)), .init("equivalent", .integer(equivalent)),
            .init("percentage", percentage.map(JSONValue.integer) ?? .null),
        ])
    }
}

extension ReportedPolicy {
    fileprivate var nameMembers: [JSONValue.Member] {
        [.init("kind", .string(kind)), .init("namespace", .optional(namespace)), .init("name", .string(name))]
    }
}

extension CoveredPolicy {
    fileprivate var json: JSONValue {
        let rules = unwatchedRules.map { rule in
            JSONValue.object([.init("rule", .string(rule.name))] + Optional(rule.location).placeMembers())
        }
        return .object(
            policy.nameMembers + Optional(policy.location).placeMembers() + [
                .init("summary", counts.json), .init("restedOnBy", .strings(restedOnBy)),
                .init("unwatched", .bool(isUnwatched)), .init("unwatchedRules", .array(rules)),
            ])
    }
}

extension CoverageMutant {
    fileprivate var json: JSONValue {
        var caughtBy: String?
        var reason: String?
        switch fate {
        case .caught(let name): caughtBy = name
        case .undecided(let why): reason = why
        case .survived, .equivalent: break
        }
        return .object(
            [
                .init("policy", .object(policy.nameMembers)), .init("change", .string(change.rawValue)),
                .init("rule", .optional(rule)), .init("text", .string(text)),
            ] + Optional(location).placeMembers() + [
                .init("fate", .string(fate.name)), .init("caughtBy", .optional(caughtBy)),
                .init("reason", .optional(reason)),
            ])
    }
}

extension CoveringInvariant {
    fileprivate var json: JSONValue {
        .object(
            [.init("invariant", .string(name)), .init("verdict", .string(verdict.rawValue))]
                + Optional(location).placeMembers() + [.init("caught", .integer(caught))])
    }
}
