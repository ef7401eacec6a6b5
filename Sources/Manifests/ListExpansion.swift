import Diagnostics

/// Turns a `List`, or a list of one kind such as `NetworkPolicyList`, into the objects that it holds.
struct ListExpansion {
    private(set) var documents: [Document] = []
    private(set) var diagnostics = Diagnostics()

    static func expand(_ documents: [Document], into diagnostics: inout Diagnostics) -> [Document] {
        var expansion = ListExpansion()
        expansion.documents.reserveCapacity(documents.count)
        for document in documents { expansion.add(document) }
        diagnostics.append(contentsOf: expansion.diagnostics)
        return expansion.documents
    }

    /// Nesting is bounded by the reader's limit on depth.
    private mutating func add(_ document: Document) {
        guard case .mapping(let members) = document.root.content else {
            diagnostics.report(
                Diagnostic(
                    "document", at: location(document.root, document.file),
                    "a document is \(document.root.inWords)",
                    expected: "expected a mapping with `apiVersion` and `kind`"))
            return
        }
        guard let kind = members.text("kind"), kind.hasSuffix("List"), let items = items(members, kind) else {
            documents.append(document)
            return
        }
        let isSound = checkFields(document) && checkWhole(members, document.file) && document.isSound
        for item in items {
            let root = item.completed(kind: kind.dropLast(4), of: members)
            add(Document(file: document.file, root: root, isSound: isSound))
        }
    }

    /// The items of a list; nil where the object is no list but has a kind of such a name.
    private func items(_ members: [Node.Member], _ kind: String) -> [Node]? {
        let node = members.first { $0.key == "items" }?.value
        switch node?.content {
        case .sequence(let items) where kind == "List" || items.allSatisfy(\.isMapping): return items
        case nil where kind == "List": return []
        case .scalar where node?.isNull == true: return []
        default: return nil
        }
    }

    private mutating func checkFields(_ document: Document) -> Bool {
        let context = ReadingContext(file: document.file)
        var reader = ObjectReader(document.root, path: .root, context)
        reader.ignoring("apiVersion", "kind", "metadata", "items")
        reader.finish()
        diagnostics.append(contentsOf: context.diagnostics)
        return !context.diagnostics.hasErrors
    }

    /// The API server hands out long lists in pages; a page is not all there is.
    private mutating func checkWhole(_ members: [Node.Member], _ file: String) -> Bool {
        guard case .mapping(let metadata)? = members.first(where: { $0.key == "metadata" })?.value.content,
            let token = metadata.first(where: { $0.key == "continue" }), !token.value.isNull, !token.value.isEmptyText
        else { return true }
        diagnostics.report(
            Diagnostic(
                "list-page", at: location(token.value, file),
                "the list is one page of several: it has `metadata.continue`",
                expected: "expected the whole list", suggestion: "let `kubectl get` read it, which asks for every page")
        )
        return false
    }

    private func location(_ node: Node, _ file: String) -> SourceLocation {
        SourceLocation(file: file, line: Int(node.line), column: Int(node.column))
    }
}

extension Node {
    fileprivate var isMapping: Bool {
        if case .mapping = content { true } else { false }
    }

    fileprivate var isEmptyText: Bool {
        if case .scalar(let scalar) = content { scalar.text.isEmpty } else { false }
    }

    /// The item of a list with the kind and apiVersion that the list tells for all of its items.
    ///
    /// The API server leaves both out in the items of a list of one kind.
    fileprivate func completed(kind: Substring, of list: [Member]) -> Node {
        guard !kind.isEmpty, case .mapping(let members) = content, !members.contains(where: { $0.key == "kind" }),
            let listKind = list.first(where: { $0.key == "kind" })
        else { return self }
        var node = self
        var inherited = listKind
        inherited.value.content = .scalar(Scalar(text: String(kind), isPlain: false))
        let version = members.contains { $0.key == "apiVersion" } ? nil : list.first { $0.key == "apiVersion" }
        node.content = .mapping([version, inherited].compactMap(\.self) + members)
        return node
    }
}

extension [Node.Member] {
    fileprivate func text(_ key: String) -> String? {
        guard case .scalar(let scalar)? = first(where: { $0.key == key })?.value.content,
            case .string(let text) = scalar.value
        else { return nil }
        return text
    }
}
