import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel

/// Reads `relabel`: the keys whose values may change on listed namespaces.
enum Relabelling {
    private static let everyKey = "*"

    /// - Parameter rules: those for the labels of namespaces: what may not change cannot be relabelled.
    static func read(_ reader: inout ObjectReader, _ rules: [Universe.LabelRule]) -> Universe.Relabelling {
        guard reader.given("relabel") != nil else { return .keys([]) }
        let keys = reader.list("relabel").compactMap { element -> String? in
            guard let key = reader.context.string(element.node, path: element.path) else { return nil }
            if key != everyKey {
                check(Located(key, at: reader.location(of: element.node)), element.path, rules, reader)
            }
            return key
        }
        guard keys.contains(everyKey) else { return .keys(Array(Set(keys)).sorted()) }
        if keys.count > 1 {
            reader.report(
                "relabel", "`\"*\"` is every key already", at: "relabel",
                expected: "expected `[\"*\"]` or a list of keys")
        }
        return .everyKey
    }

    private static func check(
        _ key: Located<String>, _ path: FieldPath, _ rules: [Universe.LabelRule], _ reader: ObjectReader
    ) {
        reader.context.checkLabelKey(key, path)
        if rules.contains(where: { $0.key == key.value && $0.isImmutable }) {
            reader.context.report(
                Diagnostic(
                    "relabel-immutable", at: key.location,
                    "\(key.value.inBackticks) is said to be immutable, and to change its value",
                    expected: "expected another label", suggestion: "leave it out here, or drop `immutable`"))
        }
        guard key.value == namespaceNameLabel else { return }
        reader.context.report(
            Diagnostic(
                "automatic-label", at: key.location,
                "\(namespaceNameLabel.inBackticks) is always the namespace's name: nobody can change it",
                expected: "expected another label", suggestion: "leave it out"))
    }
}
