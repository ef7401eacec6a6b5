import Diagnostics
import Manifests
import NetworkModel
import PolicyModel

/// Reads an endpoint predicate as a baseline has it: a mapping with one condition, or `all`, `any` or `not` of others.
enum PredicateReading {
    /// Deeper than policies and claims make them.
    private static let deepest = 32

    /// Nil where the field is missing, or after an error has been reported.
    static func predicate(_ name: String, _ reader: inout ObjectReader) -> EndpointPredicate? {
        guard let node = reader.given(name) else { return nil }
        return predicate(node, .field(reader.path, name), reader.context, depth: 0)
    }

    private static func predicate(
        _ node: Node, _ path: FieldPath, _ context: ReadingContext, depth: Int
    ) -> EndpointPredicate? {
        context.object(node, path: path) { reader in
            let found = ["all", "any"].compactMap { parts($0, &reader, depth) } + conditions(&reader, depth)
            guard found.count == 1, depth < deepest else {
                reader.report(
                    "baseline",
                    depth < deepest ? "`\(path)` holds \(found.count) conditions" : "`\(path)` is nested too deeply",
                    expected: "expected one condition", suggestion: "run `netproof baseline write`")
                return nil
            }
            return found[0]
        }
    }

    private static func parts(_ name: String, _ reader: inout ObjectReader, _ depth: Int) -> EndpointPredicate? {
        guard reader.given(name) != nil else { return nil }
        let context = reader.context
        let parts = reader.list(name).compactMap { predicate($0.node, $0.path, context, depth: depth + 1) }
        return name == "all" ? .all(parts) : .any(parts)
    }

    private static func conditions(_ reader: inout ObjectReader, _ depth: Int) -> [EndpointPredicate] {
        var found: [EndpointPredicate] = []
        if let node = reader.given("not") {
            let inner = predicate(node, .field(reader.path, "not"), reader.context, depth: depth + 1)
            if let inner { found.append(.not(inner)) }
        }
        for (name, meaning) in [("pod", EndpointPredicate.pod), ("external", .external)] where reader.contains(name) {
            if reader.isTrue(name) { found.append(meaning) }
        }
        if let elements = reader.filledList("namespaces") {
            let context = reader.context
            found.append(.namespaceNamed(elements.compactMap { context.string($0.node, path: $0.path) }.sorted()))
        }
        if let selector = reader.givenSelector("namespaceSelector") { found.append(.namespaceLabels(selector)) }
        if let selector = reader.givenSelector("podSelector") { found.append(.podLabels(selector)) }
        if let block = reader.givenAddressBlock("ipBlock") { found.append(.address(block)) }
        if let workload = workload(&reader) { found.append(.workload(workload)) }
        return found
    }

    private static func workload(_ reader: inout ObjectReader) -> WorkloadIdentity? {
        reader.given("workload") { workload in
            WorkloadIdentity(
                kind: workload.requiredString("kind"), namespace: workload.requiredString("namespace"),
                name: workload.requiredString("name"))
        }
    }
}

extension ObjectReader {
    /// Whether a field is `true`; anything else is reported.
    fileprivate mutating func isTrue(_ name: String) -> Bool {
        if given(name) != nil, bool(name) == true { return true }
        report("baseline", "`\(path).\(name)` is not true", at: name, expected: "expected `true`")
        return false
    }
}
