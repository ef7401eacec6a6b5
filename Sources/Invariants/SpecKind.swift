import Diagnostics
public import Manifests

/// The kinds of object of Netproof's own, which may lie among the manifests of a directory.
public enum SpecKind: String, Hashable, Sendable, CaseIterable {
    case invariant = "Invariant"
    case labelUniverse = "LabelUniverse"
    case waiver = "Waiver"
    /// Read by the command line, and passed over here.
    case configuration = "Configuration"
    /// Read by the command line, and passed over here.
    case baseline = "Baseline"
    /// Read by `netproof test`, and passed over here.
    case suite = "Suite"

    static let group = "netproof.dev"
    static let apiVersion = "netproof.dev/v1alpha1"

    /// Whether a document is an object of Specs, be it a faulty one: anything of the group `netproof.dev`, and any
    /// object of these kinds that forgot its apiVersion.
    public static func claims(_ document: Document) -> Bool {
        let version = document.headerText("apiVersion")
        if let version { return version == group || version.hasPrefix(group + "/") }
        return document.headerText("kind").flatMap(SpecKind.init(rawValue:)) != nil
    }

    /// The kind of a document that `claims` holds for; nil after an error has been reported.
    static func of(_ document: Document, into diagnostics: inout Diagnostics) -> SpecKind? {
        let version = document.headerText("apiVersion")
        if version != apiVersion {
            diagnostics.report(unsupported(version, in: document))
            return nil
        }
        let kind = document.headerText("kind") ?? ""
        if let match = SpecKind(rawValue: kind) { return match }
        diagnostics.report(unknown(kind, in: document))
        return nil
    }

    private static func unsupported(_ version: String?, in document: Document) -> Diagnostic {
        Diagnostic(
            "spec-version", at: document.location(of: "apiVersion"),
            version.map { "unsupported apiVersion \($0.inBackticks)" } ?? "`apiVersion` is missing",
            expected: "expected \(apiVersion.inBackticks)")
    }

    private static func unknown(_ kind: String, in document: Document) -> Diagnostic {
        let kinds = allCases.map(\.rawValue)
        return Diagnostic(
            "spec-kind", at: document.location(of: "kind"),
            kind.isEmpty ? "`kind` is missing" : "unknown kind \(kind.inBackticks) of \(apiVersion.inBackticks)",
            expected: "expected `Invariant`, `LabelUniverse` or `Waiver`",
            suggestion: SpellingSuggestion.sentence(for: kind, among: kinds))
    }
}

extension Document {
    /// The text of a top-level string such as `kind`; nil where it is missing or no scalar.
    fileprivate func headerText(_ name: String) -> String? {
        guard case .scalar(let scalar)? = headerNode(name)?.content, scalar.value != .null else { return nil }
        return scalar.text
    }

    fileprivate func location(of name: String) -> SourceLocation {
        let node = headerNode(name) ?? root
        return SourceLocation(file: file, line: Int(node.line), column: Int(node.column))
    }

    private func headerNode(_ name: String) -> Node? {
        guard case .mapping(let members) = root.content else { return nil }
        return members.first { $0.key == name }?.value
    }
}
