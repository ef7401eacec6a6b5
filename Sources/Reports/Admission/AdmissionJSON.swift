import Diagnostics

extension AdmissionReport {
    /// Rises when a member changes its meaning or goes away; not when one is added.
    public static let contractVersion = "netproof.dev/admission/v1alpha1"

    /// The report as the document that `schemas/admission.schema.json` describes.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("version", .string(Self.contractVersion)),
            .init("decision", .string(decision.rawValue)),
            .init("objects", .array(objects.map(\.json))),
            .init("reasons", .array(reasons.map(\.json))),
            .init("results", .array(results.map(\.json))),
            .init("ignored", .array(ignored.map(\.json))),
            .init("diagnostics", .array(diagnostics.map(\.json))),
            .init("universe", universe.json),
            .init("inputs", inputs.json),
            .init("solver", solver.json),
        ]
        if let suggestion { members.append(.init("suggestion", suggestion.json)) }
        if !residuals.isEmpty { members.append(.init("residuals", .array(residuals.map(\.json)))) }
        if let timings { members.append(.init("timings", timings.json)) }
        return .object(members)
    }
}

extension ChangedObjectSummary {
    fileprivate var json: JSONValue {
        .object(
            [
                .init("action", .string(action)), .init("kind", .string(kind)),
                .init("namespace", .optional(namespace)), .init("name", .string(name)),
            ] + Optional(location).placeMembers())
    }
}

extension AdmissionReason {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(kind.rawValue)), .init("name", .string(name)), .init("message", .string(message)),
            .init("certainty", .string(certainty.rawValue)),
        ]
        members += location.placeMembers()
        if let counterexample { members.append(.init("counterexample", counterexample.json)) }
        if let suggestion { members.append(.init("suggestion", .string(suggestion))) }
        return .object(members)
    }
}

extension AdmissionResult {
    var json: JSONValue {
        .object([
            .init("invariant", .string(invariant)), .init("severity", .string(severity.rawValue)),
            .init("claim", .string(claim)), .init("source", .object(Optional(source).placeMembers())),
            .init("before", .string(before.rawValue)), .init("after", .string(after.rawValue)),
            .init("touched", touched?.json(FailureRule()) ?? .null),
            .init("waivers", .array(waivers.map(\.json))),
        ])
    }
}
