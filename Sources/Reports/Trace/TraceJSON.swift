public import Diagnostics
import NetworkModel

/// Traced flows as one JSON document, which `schemas/trace.schema.json` describes, written flow by flow: there may be more of them than fit in memory at ease.
///
/// `{version, flows: [...], summary: {allowed, denied, undecided, unexpected}, diagnostics: [...]}`
public enum TraceJSON {
    /// Rises when a member changes its meaning or goes away; not when one is added.
    public static let version = "netproof.dev/trace/v1alpha1"

    public static let opening = "{\n  \"version\": \"\(version)\",\n  \"flows\": ["

    /// A document without `flows` and `summary`, of input that cannot be used.
    public static func refusal(_ diagnostics: [Diagnostic]) -> String {
        JSONValue.object([
            .init("version", .string(version)), .init("diagnostics", .array(diagnostics.map(\.json))),
        ]).document
    }

    /// One element of `flows`.
    public static func element(_ flow: TracedFlow, isFirst: Bool) -> String {
        var text = isFirst ? "\n    " : ",\n    "
        flow.json.write(to: &text, depth: 2)
        return text
    }

    /// What follows the last element.
    public static func closing(_ counts: TraceCounts, _ diagnostics: [Diagnostic]) -> String {
        var text = "\n  ],\n  \"summary\": "
        counts.json.write(to: &text, depth: 1)
        text += ",\n  \"diagnostics\": "
        JSONValue.array(diagnostics.map(\.json)).write(to: &text, depth: 1)
        return text + "\n}\n"
    }
}

extension TraceCounts {
    fileprivate var json: JSONValue {
        .object(
            TraceVerdict.allCases.map { .init($0.rawValue, .integer(verdicts[$0] ?? 0)) } + [
                .init("unexpected", .integer(unexpected))
            ])
    }
}

extension TracedFlow {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("from", .string(from)), .init("to", .string(to)), .init("protocol", .string(transport)),
            .init("port", Int(port).map(JSONValue.integer) ?? .string(port)),
            .init("verdict", .string(verdict.rawValue)),
            .init("egress", egress.json(.egress)), .init("ingress", ingress.json(.ingress)),
        ]
        if let expected { members.append(.init("expected", .string(expected.rawValue))) }
        if location != nil { members += location.placeMembers() }
        return .object(members)
    }
}

extension TracedEnd {
    fileprivate func json(_ direction: Direction) -> JSONValue {
        switch self {
        case .decided(let explanation): explanation.json(direction)
        case .undecided(let reasons):
            .object([
                .init("decision", .string(TraceVerdict.undecided.rawValue)), .init("unknown", .strings(reasons)),
            ])
        }
    }
}
