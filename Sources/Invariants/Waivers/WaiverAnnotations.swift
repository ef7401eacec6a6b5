import Diagnostics
import Manifests

/// Finds waivers in the annotations of Invariants and of policies.
struct WaiverAnnotations {
    /// The annotation that holds the fields of a waiver, as YAML; several are divided by `---`.
    static let key = "netproof.dev/waiver"
    private static let group = "netproof.dev/"

    /// The waivers that an object carries; those with an error are reported and left out.
    static func read(_ document: Document, into diagnostics: inout Diagnostics) -> [Waiver] {
        guard let metadata = document.root.members?.value("metadata")?.members,
            let annotations = metadata.value("annotations")?.members
        else { return [] }
        var waivers: [Waiver] = []
        for member in annotations where member.key.hasPrefix(group) {
            guard member.key == key else {
                diagnostics.report(unknown(member, document.file))
                continue
            }
            waivers += read(member, of: document, named: metadata.value("name")?.text ?? "", into: &diagnostics)
        }
        return waivers
    }

    private static func read(
        _ member: Node.Member, of document: Document, named name: String, into diagnostics: inout Diagnostics
    ) -> [Waiver] {
        let location = SourceLocation(
            file: document.file, line: Int(member.value.line), column: Int(member.value.column))
        let kind = document.root.members?.value("kind")?.text ?? ""
        let surroundings: WaiverReading.Surroundings
        if SpecKind.claims(document) {
            guard kind == SpecKind.invariant.rawValue else {
                diagnostics.report(misplaced(kind, at: location))
                return []
            }
            surroundings = .invariant(Waiver.Name(name, at: location))
        } else {
            surroundings = .policy(document.location)
        }
        guard let text = member.value.text else {
            diagnostics.report(
                Diagnostic(
                    "type", at: location, "\(key.inBackticks) is \(member.value.inWords)",
                    expected: "expected a string",
                    suggestion: "write the fields of the waiver as YAML in a block scalar, behind `|`"))
            return []
        }
        var found = Diagnostics()
        let documents = ManifestReader().read(text: [UInt8](text.utf8), file: document.file, into: &found)
        let waivers = documents.compactMap { waiver in
            waiver.decode(into: &found) { reader in
                WaiverReading(name: "\(kind)/\(name)", location: location, surroundings: surroundings).waiver(&reader)
            } ?? nil
        }
        // Lines within the annotation are not lines of the file.
        for diagnostic in found.all { diagnostics.report(diagnostic.moved(to: location)) }
        return waivers
    }

    private static func unknown(_ member: Node.Member, _ file: String) -> Diagnostic {
        Diagnostic(
            "unknown-annotation", severity: .warning,
            at: SourceLocation(file: file, line: Int(member.keyLine), column: Int(member.keyColumn)),
            "unknown annotation \(member.key.inBackticks)", expected: "expected \(key.inBackticks)",
            suggestion: SpellingSuggestion.sentence(for: member.key, among: [key]))
    }

    private static func misplaced(_ kind: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            "waiver", at: location, "\(key.inBackticks) has no meaning on an object of kind \(kind.inBackticks)",
            expected: "expected it on an Invariant or a policy")
    }
}

extension Diagnostic {
    fileprivate func moved(to location: SourceLocation) -> Diagnostic {
        var copy = self
        let line = self.location.map { $0.line > 0 ? " (line \($0.line) of the annotation)" : "" } ?? ""
        copy.location = location
        copy.message += line
        return copy
    }
}

extension Document {
    fileprivate var location: SourceLocation {
        SourceLocation(file: file, line: Int(root.line), column: Int(root.column))
    }
}

extension Node {
    fileprivate var members: [Member]? { if case .mapping(let members) = content { members } else { nil } }

    fileprivate var text: String? { if case .scalar(let scalar) = content { scalar.text } else { nil } }
}

extension [Node.Member] {
    fileprivate func value(_ key: String) -> Node? { first { $0.key == key }?.value }
}
