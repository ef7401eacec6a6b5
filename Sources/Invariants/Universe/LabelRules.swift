import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel

/// Reads `labels` of a LabelUniverse: for each key whether it is required, and which values it may have.
enum LabelRules {
    /// Sorted by key; none where the field is missing.
    static func read(_ reader: inout ObjectReader, ofNamespaces: Bool) -> [Universe.LabelRule] {
        guard let node = reader.given("labels") else { return [] }
        let path = FieldPath.field(reader.path, "labels")
        guard case .mapping(let members) = node.content else {
            reader.context.reportMismatch(node, path, expected: "a mapping of label keys")
            return []
        }
        let rules = members.map { member in
            checkKey(member, path, ofNamespaces: ofNamespaces, reader)
            return reader.context.object(member.value, path: .key(path, member.key)) {
                rule(member.key, ofNamespaces: ofNamespaces, &$0)
            }
        }
        return rules.sorted { $0.key < $1.key }
    }

    private static func checkKey(
        _ member: Node.Member, _ path: FieldPath, ofNamespaces: Bool, _ reader: ObjectReader
    ) {
        let location = reader.context.location(ofKey: member)
        reader.context.checkLabelKey(Located(member.key, at: location), path)
        guard ofNamespaces, member.key == namespaceNameLabel else { return }
        reader.context.report(
            Diagnostic(
                "automatic-label", at: location,
                "\(namespaceNameLabel.inBackticks) is always present, and always the namespace's name",
                expected: "expected another label", suggestion: "leave it out"))
    }

    private static func rule(_ key: String, ofNamespaces: Bool, _ reader: inout ObjectReader) -> Universe.LabelRule {
        let isRequired = reader.given("required").flatMap { _ in reader.bool("required") }
        let values = reader.filledList("values", suggestion: "leave it out to allow any value")
        let texts = values?.compactMap { element -> String? in
            guard let text = reader.context.string(element.node, path: element.path) else { return nil }
            reader.context.checkLabelValue(Located(text, at: reader.location(of: element.node)), element.path)
            return text
        }
        return Universe.LabelRule(
            key: key, isRequired: isRequired ?? false, values: texts,
            isImmutable: isImmutable(ofNamespaces: ofNamespaces, &reader),
            setBy: reader.given("setBy") { LabelSettersReading.read(&$0) })
    }

    private static func isImmutable(ofNamespaces: Bool, _ reader: inout ObjectReader) -> Bool {
        guard reader.given("immutable") != nil else { return false }
        if !ofNamespaces {
            reader.report(
                "immutable-pod-label",
                "`immutable` is for labels of namespaces: proofs take the labels of pods as free",
                at: "immutable", expected: "expected no `immutable`", suggestion: "leave it out")
        }
        return reader.bool("immutable") ?? false
    }
}
