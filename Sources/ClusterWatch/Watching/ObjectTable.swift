import Analyses
import Diagnostics
import Dialects
import Manifests

/// The objects of one resource, as they were told last.
struct ObjectTable {
    /// What tells two objects of one resource apart.
    private struct Key: Hashable, Comparable {
        var namespace: String
        var name: String

        static func < (left: Key, right: Key) -> Bool {
            (left.namespace, left.name) < (right.namespace, right.name)
        }
    }

    /// An object as it is read; not its text, which is far longer.
    private struct Entry {
        var object: DecodedObject?
        var problems: Diagnostics
    }

    private let resource: LiveResource
    private let loader = InputLoader()
    private var entries: [Key: Entry] = [:]

    init(of resource: LiveResource) {
        self.resource = resource
    }

    var count: Int { entries.count }

    mutating func put(_ node: Node) throws(APIFailure) {
        let key = try key(of: node)
        var problems = Diagnostics()
        let document = Document(file: resource.fileName, root: try object(node))
        let object = loader.decode([document], into: &problems).first
        entries[key] = Entry(object: object?.withoutText, problems: problems)
    }

    mutating func remove(_ node: Node) throws(APIFailure) { entries[try key(of: node)] = nil }

    /// All objects by namespace and name, and what is wrong with them.
    func contents(into objects: inout LiveObjects) {
        for (_, entry) in entries.sorted(by: { $0.key < $1.key }) {
            if let object = entry.object { objects.objects.append(object) }
            objects.problems.append(contentsOf: entry.problems)
        }
    }

    private func key(of node: Node) throws(APIFailure) -> Key {
        let metadata = node["metadata"]
        guard let name = metadata?["name"]?.nonemptyString else { throw .unusable("an object has no name") }
        let namespace = metadata?["namespace"]?.nonemptyString
        guard (namespace != nil) == resource.isNamespaced else {
            throw .unusable("`\(name)` is in a namespace, or is not, unlike all \(resource.kind) objects")
        }
        return Key(namespace: namespace ?? "", name: name)
    }

    /// The object with its kind, which lists leave out in their items.
    private func object(_ node: Node) throws(APIFailure) -> Node {
        guard case .mapping(let members) = node.content else { throw .unusable("an object is no mapping") }
        var header: [Node.Member] = []
        for (key, text) in [("apiVersion", resource.kind.apiVersion), ("kind", resource.kind.kind)] {
            guard let told = node[key] else {
                let value = Node(
                    content: .scalar(Scalar(text: text, isPlain: false)), line: node.line, column: node.column)
                header.append(Node.Member(key: key, keyLine: node.line, keyColumn: node.column, value: value))
                continue
            }
            guard told.string == text else { throw .unusable("an object is of another kind than \(resource.kind)") }
        }
        return Node(content: .mapping(header + members), line: node.line, column: node.column)
    }
}
