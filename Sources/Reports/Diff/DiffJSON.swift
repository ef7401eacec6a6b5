import Diagnostics
import NetworkModel

extension DiffReport {
    /// Rises when a member changes its meaning or goes away; not when one is added.
    public static let contractVersion = "netproof.dev/diff/v1alpha1"

    /// The report as the document that `schemas/diff.schema.json` describes.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("version", .string(Self.contractVersion)),
            .init("relation", .string(relation.rawValue)),
            .init("complete", .bool(isComplete)),
            .init("undecided", .optional(undecided)),
            .init("summary", summaryJSON),
            .init("base", base.json),
            .init("head", head.json),
            .init("changes", .array(changes.map(\.json))),
            .init("classes", .array(classes.map(\.json))),
            .init("invariants", .array(invariants.map(\.json))),
            .init("ignored", .array(ignored.map(\.json))),
            .init("diagnostics", .array(diagnostics.map(\.json))),
            .init("universe", universe.json),
            .init("solver", solver.json),
        ]
        if let timings { members.append(.init("timings", timings.json)) }
        return .object(members)
    }

    private var summaryJSON: JSONValue {
        .object([
            .init("opened", .integer(classes(.opened, isExpected: false).count)),
            .init("openedAsExpected", .integer(classes(.opened, isExpected: true).count)),
            .init("closed", .integer(classes(.closed).count)),
        ])
    }
}

extension DiffRevision {
    fileprivate var json: JSONValue { .object([.init("name", .string(name)), .init("inputs", inputs.json)]) }
}

extension DiffChange {
    fileprivate var json: JSONValue {
        .object([
            .init("action", .string(action.rawValue)), .init("kind", .string(kind)),
            .init("namespace", .optional(namespace)), .init("name", .string(name)),
            .init("base", base.place), .init("head", head.place),
        ])
    }
}

extension SourceLocation? {
    /// An object with file and line, or null.
    fileprivate var place: JSONValue { self == nil ? .null : .object(placeMembers()) }
}

extension DiffInvariant {
    fileprivate var json: JSONValue {
        .object(
            [
                .init("invariant", .string(name)), .init("severity", .string(severity.rawValue)),
                .init("base", .string(base.rawValue)), .init("head", .string(head.rawValue)),
            ] + Optional(source).placeMembers())
    }
}

extension DiffClass {
    fileprivate var json: JSONValue {
        .object(
            [
                .init("kind", .string(kind.rawValue)), .init("expected", .bool(isExpected)),
                .init("sentence", .string(sentence)),
            ] + connections.members + [
                .init("except", .array(exceptions.map { .object($0.members) })),
                .init("invariants", .strings(invariants)), .init("witness", witness.json),
            ])
    }
}

extension DiffConnections {
    fileprivate var members: [JSONValue.Member] {
        [
            .init("from", from.json), .init("to", to.json), .init("ports", .array(ports.json)),
            .init(
                "conditions",
                .array(conditions.map { .object([.init("id", .string($0.id)), .init("text", .string($0.text))]) })),
        ]
    }
}

extension DiffEndpoint {
    fileprivate var json: JSONValue {
        .object([
            .init("pods", pods?.json ?? .null), .init("external", .strings(external.texts)),
            .init("everyExternal", .bool(isEveryExternal)),
        ])
    }
}

extension DiffPods {
    fileprivate var json: JSONValue {
        .object([
            .init("namespaces", .strings(namespaces)),
            .init("otherNamespaces", .strings(otherNamespaces)),
            .init("future", .bool(includesFuture)),
            .init("workloads", workloads.map { .strings($0.map(\.description)) } ?? .null),
            .init("namespaceLabels", .array(namespaceLabels.map(\.json))),
            .init("labels", .array(labels.map(\.json))),
            .init("addresses", addresses.map { .strings($0.texts) } ?? .null),
        ])
    }
}

extension DiffLabel {
    /// Either `in` or `notIn`, and whether the label may be missing.
    fileprivate var json: JSONValue {
        .object([
            .init("key", .string(key)), .init(isExcept ? "notIn" : "in", .strings(values)),
            .init("mayBeAbsent", .bool(mayBeAbsent)),
        ])
    }
}

extension PortSet {
    fileprivate var json: [JSONValue] {
        TransportProtocol.allCases.flatMap { transport in
            self[transport].ranges.map { range in
                .object([
                    .init("protocol", .string(transport.name)), .init("port", .integer(Int(range.lowerBound))),
                    .init("endPort", .integer(Int(range.upperBound))),
                ])
            }
        }
    }
}

extension DiffWitness {
    fileprivate var json: JSONValue {
        .object([
            .init("from", from.json), .init("to", to.json), .init("protocol", .string(transport.name)),
            .init("port", .integer(Int(port))), .init("base", base.json), .init("head", head.json),
        ])
    }
}

extension DiffDecision {
    fileprivate var json: JSONValue {
        .object([.init("egress", egress.json(.egress)), .init("ingress", ingress.json(.ingress))])
    }
}
