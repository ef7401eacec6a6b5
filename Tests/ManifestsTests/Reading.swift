import Diagnostics
import Manifests

/// What reading a text gives.
struct Reading {
    let documents: [Document]
    let diagnostics: Diagnostics

    init(_ text: String, limits: ReadLimits = .standard) {
        self.init(Array(text.utf8), limits: limits)
    }

    init(_ bytes: [UInt8], limits: ReadLimits = .standard) {
        var diagnostics = Diagnostics()
        documents = ManifestReader(limits: limits).read(text: bytes, file: "f", into: &diagnostics)
        self.diagnostics = diagnostics
    }

    /// `line:column id` of each problem, in the order of their places.
    var problems: [String] {
        diagnostics.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.id)" }
    }

    /// The documents in one line each.
    var outlines: [String] { documents.map(\.root.outline) }
}

extension Node {
    /// The node in one line: quoted text in quotes, plain text as it is.
    var outline: String {
        switch content {
        case .scalar(let scalar): scalar.isPlain ? scalar.text : "\"\(scalar.text)\""
        case .sequence(let elements): "[" + elements.map(\.outline).joined(separator: ", ") + "]"
        case .mapping(let members):
            "{" + members.map { "\($0.key): \($0.value.outline)" }.joined(separator: ", ") + "}"
        }
    }

    subscript(key: String) -> Node? {
        guard case .mapping(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }
}
