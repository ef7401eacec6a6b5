import Diagnostics

/// What is said of objects that cannot be taken in.
extension LooseObject {
    func otherVersion(_ kinds: [ObjectKind]) -> Diagnostic {
        Diagnostic(
            "api-version", at: location, "no \(kind.kind) is served by apiVersion \(kind.apiVersion.inBackticks)",
            expected: "expected \(kinds.map(\.apiVersion.inBackticks).joined(separator: " or "))")
    }

    func misspelt(_ meant: ObjectKind) -> Diagnostic {
        Diagnostic(
            "unknown-kind", at: location,
            "apiVersion \(kind.apiVersion.inBackticks) has no kind \(kind.kind.inBackticks)",
            suggestion: "did you mean \(meant.kind.inBackticks)?")
    }

    var unmodelled: Diagnostic {
        Diagnostic(
            "unmodelled-kind", at: location,
            "objects of the kind \(kind.qualifiedName.inBackticks) may allow traffic, and are not modelled",
            expected: "expected policies that every verdict can take into account",
            suggestion: "with `--ignore-kind \(kind.qualifiedName)` every verdict assumes that they have no effect")
    }

    var notRendered: Diagnostic {
        Diagnostic(
            "not-rendered", severity: .warning, at: location,
            "a kustomization is not rendered: its namespace, patches and generators have no effect here",
            suggestion: "give what `kustomize build` prints")
    }
}

extension ObjectKind {
    /// Of kustomize itself; Flux has a kind of the same name, which is a cluster object.
    var isKustomization: Bool {
        group == "kustomize.config.k8s.io" && (kind == "Kustomization" || kind == "Component")
    }
}

extension Located<ObjectIdentity> {
    func duplicate(of first: SourceLocation) -> Diagnostic {
        let place = value.namespace.map { " in namespace \($0.inBackticks)" } ?? ""
        return Diagnostic(
            "duplicate-object", at: location,
            "a second \(value.kind) \(value.name.inBackticks)\(place): the later one would replace the first",
            expected: "expected one object of a kind and name",
            related: [Diagnostic.Related(location: first, message: "the first is here")])
    }
}
