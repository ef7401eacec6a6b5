import Diagnostics
public import Dialects
import Manifests

/// What the API server asks a webhook: an AdmissionReview of `admission.k8s.io/v1`.
public struct AdmissionReview: Sendable {
    public enum Operation: String, Hashable, Sendable, CaseIterable {
        case create = "CREATE"
        case update = "UPDATE"
        case delete = "DELETE"
        case connect = "CONNECT"
    }

    /// Names the review in its answer.
    public var uid: String
    public var operation: Operation
    public var kind: ObjectKind
    /// Nil for objects without one.
    public var namespace: String?
    /// Nil where the API server makes one up.
    public var name: String?
    public var subresource: String?
    public var isDryRun: Bool
    /// The new object; of a deletion, where it is told, the one that goes.
    private let object: Node?

    /// Why a text is no review, or none that can be answered.
    public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
        /// In the words of a diagnostic.
        public var description: String
        /// Of the review, where it could be read at all.
        public var uid: String?
    }

    /// The name of a review's object in messages.
    private static let file = "<review>"

    /// The most that a review may hold: an object of the API server has no more than 1.5 MB, and there are two of them.
    public static let sizeLimit = 8 << 20

    public init(json bytes: [UInt8]) throws(Malformed) {
        var diagnostics = Diagnostics()
        let reader = ManifestReader(limits: ReadLimits(bytes: Self.sizeLimit, depth: 128, aliasedNodes: 0))
        let documents = reader.read(text: bytes, file: Self.file, into: &diagnostics)
        if let problem = diagnostics.sorted.first(where: { $0.severity == .error }) {
            throw Malformed(description: "the body cannot be read: \(problem.message)")
        }
        guard documents.count == 1, let root = documents.first?.root else {
            throw Malformed(description: "the body is not one JSON object")
        }
        guard root["kind"]?.string == "AdmissionReview", root["apiVersion"]?.string == "admission.k8s.io/v1" else {
            throw Malformed(description: "the body is no AdmissionReview of admission.k8s.io/v1")
        }
        guard let request = root["request"], let uid = request["uid"]?.string, !uid.isEmpty else {
            throw Malformed(description: "the review has no request with a uid")
        }
        try self.init(request, uid: uid)
    }

    private init(_ request: Node, uid: String) throws(Malformed) {
        guard let word = request["operation"]?.string, let operation = Operation(rawValue: word) else {
            throw Malformed(description: "the request has no known operation", uid: uid)
        }
        guard let kind = request["kind"], let kindName = kind["kind"]?.string, !kindName.isEmpty,
            let version = kind["version"]?.string
        else { throw Malformed(description: "the request names no kind", uid: uid) }
        self.uid = uid
        self.operation = operation
        self.kind = ObjectKind(group: kind["group"]?.string ?? "", version: version, kind: kindName)
        let isNamespace = self.kind.group.isEmpty && kindName == "Namespace"
        let object = request[operation == .delete ? "oldObject" : "object"].flatMap { $0.isNull ? nil : $0 }
        // For a Namespace the API server gives its own name here.
        let asked = request["namespace"]?.nonemptyString
        namespace = isNamespace ? nil : asked ?? object?["metadata"]?["namespace"]?.nonemptyString
        // Of an object that goes with its whole collection, only the object itself tells the name.
        name = request["name"]?.nonemptyString ?? object?["metadata"]?["name"]?.nonemptyString
        subresource = request["subResource"]?.nonemptyString
        isDryRun = request["dryRun"]?.isTrue ?? false
        self.object = object
        if (operation == .create || operation == .update) && object == nil {
            throw Malformed(description: "the request has no object", uid: uid)
        }
        if operation == .delete && name == nil { throw Malformed(description: "the request has no name", uid: uid) }
        try checkObject()
    }

    /// The object must be the one that the request is about: what is decided about another says nothing of it. A request
    /// for a subresource, as for a status, carries the whole object all the same.
    private func checkObject() throws(Malformed) {
        guard let object, operation != .connect else { return }
        let kind = object["apiVersion"]?.string.map { version in
            ObjectKind(apiVersion: version, kind: object["kind"]?.string ?? "")
        }
        guard kind == self.kind else {
            throw Malformed(description: "the object is not of the kind that the request names", uid: uid)
        }
        let own = object["metadata"]?["namespace"]?.nonemptyString
        guard own == nil || own == namespace else {
            throw Malformed(description: "the object is not in the namespace that the request names", uid: uid)
        }
        guard object["metadata"]?["name"]?.nonemptyString == name else {
            throw Malformed(description: "the object does not have the name that the request names", uid: uid)
        }
    }

    /// What the request comes to; nil where it changes no object.
    public var change: ObjectChange? {
        switch operation {
        case .connect: nil
        case .delete:
            .remove(ObjectIdentity(group: kind.group, kind: kind.kind, namespace: namespace, name: name ?? ""))
        case .create, .update:
            object.map { .put(Document(file: Self.file, root: named($0)), namespace: namespace ?? "default") }
        }
    }

    /// `NetworkPolicy`.
    public var kindName: String { kind.kind }

    /// Whether the name of the object, which matters, is made up only after it has been admitted.
    public var isNamedLater: Bool { name == nil && kind.group.isEmpty && kind.kind == "Namespace" }

    /// Whether labels are written onto a pod, of which the request says no more than the name: those of a Binding are, besides
    /// those of its node, which the API server adds by itself.
    public var writesLabelsUnseen: Bool {
        guard kind.group.isEmpty, kind.kind == "Binding",
            case .mapping(let labels)? = object?["metadata"]?["labels"]?.content
        else { return false }
        return labels.contains { !$0.key.hasPrefix(Self.nodeLabels) }
    }

    private static let nodeLabels = "topology.kubernetes.io/"

    /// The object with a name, where the API server will make one up: no connection depends on which.
    private func named(_ object: Node) -> Node {
        guard name == nil, case .mapping(var members) = object.content,
            let position = members.firstIndex(where: { $0.key == "metadata" }),
            case .mapping(var metadata) = members[position].value.content
        else { return object }
        let prefix = object["metadata"]?["generateName"]?.string ?? ""
        let place = members[position].value
        let name = Node(
            content: .scalar(Scalar(text: prefix + Self.nameEnd, isPlain: false)), line: place.line,
            column: place.column)
        metadata.removeAll { $0.key == "name" }
        metadata.append(
            Node.Member(key: "name", isKeyPlain: false, keyLine: place.line, keyColumn: place.column, value: name))
        members[position].value.content = .mapping(metadata)
        var object = object
        object.content = .mapping(members)
        return object
    }

    /// Of the length that the API server makes up, in letters that it does not use.
    private static let nameEnd = "aeiou"
}
