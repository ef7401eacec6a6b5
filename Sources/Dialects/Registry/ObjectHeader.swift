import Diagnostics
import Manifests

/// One object of a document, before its kind is looked up.
struct LooseObject {
    var file: String
    var node: Node
    var kind: ObjectKind
    var location: SourceLocation

    var document: Document { Document(file: file, root: node) }
}

extension Document {
    /// The objects of the document, those of a List one by one; what cannot be told apart is reported.
    func objects(into diagnostics: inout Diagnostics) -> [LooseObject] {
        var result: [LooseObject] = []
        let context = ReadingContext(file: file)
        root.collectObjects(of: self, context, inherited: nil, depth: 0, &result)
        diagnostics.append(contentsOf: context.diagnostics)
        return result
    }
}

extension Node {
    /// Lists in lists occur where somebody concatenated output; nobody nests them deeper than this.
    private static let deepestList = 8

    fileprivate func collectObjects(
        of document: Document, _ context: ReadingContext, inherited: ObjectKind?, depth: Int,
        _ result: inout [LooseObject]
    ) {
        guard case .mapping = content else {
            context.report(notAnObject(document, context))
            return
        }
        guard let kind = kind(of: document, context, inherited: inherited) else { return }
        guard kind.kind.hasSuffix("List"), let items = member("items") else {
            result.append(
                LooseObject(file: document.file, node: self, kind: kind, location: context.location(of: self)))
            return
        }
        guard depth < Self.deepestList else {
            context.report(Diagnostic("nesting", at: context.location(of: self), "lists nested too deeply"))
            return
        }
        guard !items.isNull else { return }
        guard case .sequence(let elements) = items.content else {
            context.reportMismatch(items, .field(.root, "items"), expected: "a list")
            return
        }
        // The elements of a typed list need not repeat what they are.
        let elementKind = kind.kind == "List" ? nil : kind.elementOfList
        for element in elements {
            element.collectObjects(of: document, context, inherited: elementKind, depth: depth + 1, &result)
        }
    }

    private func kind(of document: Document, _ context: ReadingContext, inherited: ObjectKind?) -> ObjectKind? {
        let version = member("apiVersion")
        let kind = member("kind")
        if version == nil, kind == nil {
            if inherited == nil { context.report(noKind(document, context)) }
            return inherited
        }
        guard let version, let kind else {
            let missing = version == nil ? "apiVersion" : "kind"
            context.report(
                Diagnostic(
                    "no-kind", at: context.location(of: self), "the object has no `\(missing)`",
                    expected: "expected `apiVersion` and `kind`"))
            return nil
        }
        guard let versionText = context.string(version, path: .field(.root, "apiVersion")),
            let kindText = context.string(kind, path: .field(.root, "kind"))
        else { return nil }
        return ObjectKind(apiVersion: versionText, kind: kindText)
    }

    private func member(_ key: String) -> Node? {
        guard case .mapping(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    private func notAnObject(_ document: Document, _ context: ReadingContext) -> Diagnostic {
        Diagnostic(
            "no-object", at: context.location(of: self), "this is no Kubernetes object",
            expected: "expected a mapping with `apiVersion` and `kind`",
            suggestion: document.likelyContents.map { "this looks like \($0); leave the file out" })
    }

    private func noKind(_ document: Document, _ context: ReadingContext) -> Diagnostic {
        Diagnostic(
            "no-kind", at: context.location(of: self), "the document has neither `apiVersion` nor `kind`",
            expected: "expected a Kubernetes object",
            suggestion: document.likelyContents.map { "this looks like \($0); render it, and give what it renders to" })
    }
}

extension ObjectKind {
    /// `NetworkPolicy` for `NetworkPolicyList`.
    fileprivate var elementOfList: ObjectKind {
        ObjectKind(group: group, version: version, kind: String(kind.dropLast("List".count)))
    }
}

extension Document {
    /// What a file that holds no objects most likely is, by its name and keys.
    fileprivate var likelyContents: String? {
        let name = file.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let keys: Set<String> =
            if case .mapping(let members) = root.content { Set(members.map(\.key)) } else { [] }
        if name.hasPrefix("kustomization.") || (keys.contains("resources") && keys.count > 1)
            || keys.contains("patches")
        {
            return "a kustomization (render it with `kustomize build`)"
        }
        if name == "chart.yaml" { return "the description of a Helm chart (render it with `helm template`)" }
        if name.contains("values") { return "values of a Helm chart (render it with `helm template`)" }
        return nil
    }
}
