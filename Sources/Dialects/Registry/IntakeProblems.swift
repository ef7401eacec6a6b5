import Diagnostics
import Manifests

/// What is said of objects that cannot be taken in.
extension LooseObject {
    func otherVersion(_ kinds: [ObjectKind]) -> Diagnostic {
        Diagnostic(
            "api-version", at: location, "no \(kind.kind) is served by apiVersion \(kind.apiVersion.inBackticks)",
            expected: "expected \(kinds.map(\.apiVersion.inBackticks).joined(separator: " or "))")
    }

    var brokenList: Diagnostic {
        Diagnostic(
            "list", at: location, "the \(kind.kind.inBackticks) has no list of objects",
            expected: "expected a list of objects in `items`")
    }

    func misspelt(_ meant: ObjectKind) -> Diagnostic {
        Diagnostic(
            "unknown-kind", at: location,
            "apiVersion \(kind.apiVersion.inBackticks) has no kind \(kind.kind.inBackticks)",
            suggestion: "did you mean \(meant.kind.inBackticks)?")
    }

    /// A strategic merge patch, which says so itself; others look like objects that lack something.
    var patch: Diagnostic? {
        guard case .mapping(let members) = document.root.content,
            let member = members.first(where: { $0.key == "$patch" })
        else { return nil }
        return Diagnostic(
            "patch", at: SourceLocation(file: document.file, line: Int(member.keyLine), column: Int(member.keyColumn)),
            "a patch is no object: what it does shows only where it is applied",
            expected: "expected a Kubernetes object", suggestion: "give what `kustomize build` prints")
    }

    var notRendered: Diagnostic {
        Diagnostic(
            "not-rendered", severity: .warning, at: location,
            "a kustomization is not rendered: its namespace, patches and generators have no effect here",
            suggestion: "give what `kustomize build` prints")
    }
}

extension IgnoredKind {
    /// What is said of a kind that may allow traffic, unless the user asks to ignore it.
    var unmodelled: Diagnostic {
        let objects = count == 1 ? "an object" : "\(count) objects"
        return Diagnostic(
            "unmodelled-kind", at: firstLocation,
            "\(objects) of the kind \(kind.qualifiedName.inBackticks) may allow traffic that no verdict would know of",
            expected: "expected kinds that are modelled",
            suggestion: "with `--ignore-kind \(kind.qualifiedName)` every verdict assumes that they have no effect")
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
