public import Diagnostics
public import Manifests
public import PolicyModel

/// Reads objects of the kind `ExpectedOpenings`, strictly.
public enum ExpectedOpenings {
    public static let kind = "ExpectedOpenings"

    /// What all documents expect; anything else than this kind is an error.
    public static func read(_ documents: [Document], into diagnostics: inout Diagnostics) -> [ExpectedOpening] {
        documents.flatMap { document in
            document.decode(into: &diagnostics) { reader -> [ExpectedOpening] in
                guard isExpected(&reader) else {
                    reader.ignoringOthers()
                    return []
                }
                reader.ignoring("metadata")
                guard reader.require("spec") else { return [] }
                return reader.given("spec") { openings(&$0) } ?? []
            } ?? []
        }
    }

    private static func isExpected(_ reader: inout ObjectReader) -> Bool {
        guard reader.require("apiVersion"), reader.require("kind") else { return false }
        let found = "\(reader.string("apiVersion") ?? "") \(reader.string("kind") ?? "")"
        if found == "netproof.dev/v1alpha1 \(kind)" { return true }
        reader.report(
            "expected-openings", "\(found.inBackticks) does not say which openings are expected", at: "kind",
            expected: "expected `netproof.dev/v1alpha1` `\(kind)`")
        return false
    }

    private static func openings(_ reader: inout ObjectReader) -> [ExpectedOpening] {
        guard reader.require("openings"), let elements = reader.filledList("openings") else { return [] }
        return elements.compactMap { element in
            reader.context.object(element.node, path: element.path) { opening(&$0) }
        }
    }

    private static func opening(_ reader: inout ObjectReader) -> ExpectedOpening? {
        let location = reader.location
        let from = EndpointReading("from", &reader)
        let to = EndpointReading("to", &reader)
        let ports = PortReading.entries(&reader)
        let reason = reader.given("reason").flatMap { _ in reader.string("reason") }
        guard from != nil || to != nil else {
            reader.report(
                "no-endpoint", "`\(reader.path)` names neither `from` nor `to`",
                expected: "expected one of them at least")
            return nil
        }
        for end in [from, to].compactMap(\.self) where end.predicate.namesWorkload {
            reader.report(
                "expected-workload",
                "`\(reader.path)` names a workload, whose pods cannot be told from others by policies",
                expected: "expected labels of pods, or of namespaces")
        }
        return ExpectedOpening(
            from: from?.predicate ?? .everything, to: to?.predicate ?? .everything, ports: ports, reason: reason,
            location: location)
    }
}

extension EndpointPredicate {
    fileprivate var namesWorkload: Bool {
        switch self {
        case .workload: true
        case .all(let parts), .any(let parts): parts.contains(where: \.namesWorkload)
        case .not(let inner): inner.namesWorkload
        case .pod, .external, .namespaceNamed, .ownNamespace, .namespaceLabels, .podLabels, .address: false
        }
    }
}
