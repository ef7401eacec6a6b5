import Diagnostics
import Manifests
import PolicyModel

/// Reads `setBy` of a label: the users who alone may set it.
enum LabelSettersReading {
    static func read(_ reader: inout ObjectReader) -> Universe.LabelSetters {
        let setters = Universe.LabelSetters(users: names("users", &reader), groups: names("groups", &reader))
        if case .mapping = reader.node.content, !reader.contains("users"), !reader.contains("groups") {
            reader.report(
                "set-by-nobody", "\(reader.path.description.inBackticks) names nobody", at: nil,
                expected: "expected `users`, `groups` or both")
        }
        return setters
    }

    private static func names(_ field: String, _ reader: inout ObjectReader) -> [String] {
        (reader.filledList(field) ?? []).compactMap { element in
            guard let name = reader.context.string(element.node, path: element.path) else { return nil }
            guard !name.isEmpty else {
                reader.context.report(
                    Diagnostic(
                        "empty-name", at: reader.location(of: element.node),
                        "\(element.path.description.inBackticks) is empty",
                        expected: "expected a name as the API server knows it"))
                return nil
            }
            return name
        }
    }
}
