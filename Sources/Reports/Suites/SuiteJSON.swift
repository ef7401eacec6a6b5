import Diagnostics

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
}

extension SuiteResult {
    fileprivate var json: JSONValue {
        .object(
            [.init("name", .string(name))] + Optional(location).placeMembers() + [
                .init("cases", .array(cases.map(\.json))), .init("diagnostics", .array(diagnostics.map(\.json))),
            ])
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
