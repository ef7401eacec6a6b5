public import Diagnostics

extension VerificationReport {
    /// As ``json(_:)``, where everything counts that can.
    public var json: JSONValue { json(FailureRule()) }

    /// The report as the document that `schemas/report.schema.json` describes.
    ///
    /// - Parameters:
    ///   - inputWords: As in `ReportOptions`.
    ///   - shardRecord: As in `ReportOptions`.
    public func json(_ rule: FailureRule, inputWords: String? = nil, shardRecord: String? = nil) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("version", .string(JSONContract.version)),
            .init("exitStatus", .integer(Int(RunStatus(self, rule).rawValue))),
            .init("failOn", .string(rule.threshold.rawValue)),
            .init("summary", summaryJSON(rule)),
            .init("results", .array(results.map { $0.json(rule, inputWords) })),
            .init("ignored", .array(ignored.map(\.json))),
            .init("diagnostics", .array(diagnostics.map(\.json))),
            .init("universe", universe.json),
            .init("inputs", inputs.json),
            .init("solver", solver.json),
        ]
        if let shard { members.append(.init("shard", shard.json(shardRecord))) }
        if let timings { members.append(.init("timings", timings.json)) }
        return .object(members)
    }

    private func summaryJSON(_ rule: FailureRule) -> JSONValue {
        .object(
            [Verdict.proved, .refuted, .undecided, .vacuous].map { .init($0.rawValue, .integer(count(of: $0))) }
                + (baselineCounts(rule)?.members ?? []))
    }
}

extension Shard {
    fileprivate func json(_ record: String?) -> JSONValue {
        .object([
            .init("number", .integer(number)), .init("count", .integer(count)),
            .init("fingerprint", .string(fingerprint)), .init("record", .optional(record)),
        ])
    }
}

extension RefusedInput {
    /// As ``json(of:)``, said by `verify`.
    public var json: JSONValue { json(of: .verify) }

    /// A document without `summary`, `results` and `decision`: nobody can mistake it for a run that proved something.
    public func json(of command: ReportedCommand) -> JSONValue {
        .object([
            .init("version", .string(command.contract)),
            .init("diagnostics", .array(diagnostics.map(\.json))),
        ])
    }
}

/// The contract that the JSON documents keep.
public enum JSONContract {
    /// Rises when a member changes its meaning or goes away; not when one is added.
    public static let version = "netproof.dev/report/v1alpha1"
}

extension Diagnostic {
    /// `{id, severity, message, file, line, column}`, and `expected`, `suggestion` and `related` where there are any.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("severity", .string(severity.rawValue)), .init("message", .string(message)),
        ]
        members += location.placeMembers(withColumn: true)
        if let expected { members.append(.init("expected", .string(expected))) }
        if let suggestion { members.append(.init("suggestion", .string(suggestion))) }
        if !related.isEmpty { members.append(.init("related", .array(related.map(\.json)))) }
        return .object(members)
    }
}

extension Diagnostic.Related {
    fileprivate var json: JSONValue {
        .object([.init("message", .string(message))] + Optional(location).placeMembers(withColumn: true))
    }
}

extension SourceLocation? {
    /// `file` and `line`; null where they are not known.
    func placeMembers(withColumn: Bool = false) -> [JSONValue.Member] {
        let line = flatMap { $0.line == 0 ? nil : $0 }
        var members: [JSONValue.Member] = [
            .init("file", .optional(self?.file)), .init("line", line.map { .integer($0.line) } ?? .null),
        ]
        if withColumn { members.append(.init("column", line.map { .integer($0.column) } ?? .null)) }
        return members
    }
}

extension SolverDescription {
    var json: JSONValue {
        .object([.init("name", .string(name)), .init("version", .string(version))])
    }
}

extension IgnoredObjects {
    var json: JSONValue {
        .object([
            .init("apiVersion", .string(apiVersion)), .init("kind", .string(kind)), .init("count", .integer(count)),
        ])
    }
}

extension InputCounts {
    var json: JSONValue {
        .object([
            .init("policies", .integer(policies)), .init("namespaces", .integer(namespaces)),
            .init("workloads", .integer(workloads)),
        ])
    }
}

extension UniverseDescription {
    var json: JSONValue {
        .object(
            [.init("name", .optional(name))] + location.placeMembers()
                + [
                    .init("trustLevel", .string(trustLevel.name)),
                    .init("futureCounts", .string(futureCounts.rawValue)),
                    .init("statements", .strings(statements)),
                    .init("futurePolicies", .array(futurePolicies.map(\.json))),
                ])
    }
}

extension Timings {
    var json: JSONValue {
        .object([
            .init("totalSeconds", .seconds(total)),
            .init(
                "stages",
                .array(
                    stages.map { .object([.init("name", .string($0.name)), .init("seconds", .seconds($0.seconds))]) })),
        ])
    }
}
