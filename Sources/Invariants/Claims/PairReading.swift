import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// Reads `pair`: how the two ends of a connection relate.
enum PairReading {
    private enum Sameness: String, CaseIterable {
        case same, different
    }

    private static let fields = ["namespace", "namespaceLabel", "podLabel"]

    /// The relations, which must all hold; none where the field is missing.
    static func relations(_ reader: inout ObjectReader) -> [ConnectionClaim.Relation] {
        guard let elements = reader.filledList("pair") else { return [] }
        return elements.compactMap { element in
            reader.context.object(element.node, path: element.path) { relation(&$0) }
        }
    }

    private static func relation(_ reader: inout ObjectReader) -> ConnectionClaim.Relation? {
        let namespace = reader.word("namespace", of: Sameness.self)
        let namespaceLabel = key("namespaceLabel", &reader)
        let podLabel = key("podLabel", &reader)
        let sameness = reader.word("is", of: Sameness.self)
        guard isOneRelation(&reader) else { return nil }
        if let namespace { return .namespace(isSame: namespace == .same) }
        guard let sameness else { return nil }
        if let namespaceLabel { return .namespaceLabel(namespaceLabel, isSame: sameness == .same) }
        return podLabel.map { .podLabel($0, isSame: sameness == .same) }
    }

    private static func key(_ name: String, _ reader: inout ObjectReader) -> String? {
        guard reader.given(name) != nil, let key = reader.string(name) else { return nil }
        reader.context.checkLabelKey(Located(key, at: reader.location(of: name)), .field(reader.path, name))
        return key
    }

    private static func isOneRelation(_ reader: inout ObjectReader) -> Bool {
        let written = fields.filter { reader.contains($0) }
        guard written.count == 1 else {
            reader.report(
                "pair", written.isEmpty ? "the relation names nothing to compare" : "the relation compares two things",
                expected: "expected one of `namespace`, `namespaceLabel` and `podLabel`",
                suggestion: written.count > 1 ? "write one list element for each" : nil)
            return false
        }
        if written[0] == "namespace" {
            guard reader.contains("is") else { return true }
            reader.report(
                "pair", "`is` has no place beside `namespace`", at: "is",
                expected: "expected `namespace: same` or `namespace: different`")
            return false
        }
        return reader.require("is", id: "pair")
    }
}
