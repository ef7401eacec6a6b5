import Manifests

/// One line of a watch.
enum WatchEvent {
    /// The object is there, as it is now.
    case put(Node, version: String)
    case removed(Node, version: String)
    /// Nothing has happened up to this version.
    case bookmark(version: String)

    /// - Throws: What an event of the type `ERROR` tells, as if it had been the answer.
    init(_ root: Node) throws(APIFailure) {
        guard let type = root["type"]?.string, let object = root["object"] else {
            throw .unusable("the watch told something else than an event")
        }
        if type == "ERROR" {
            throw .refused(status: object["code"]?.integer ?? 500, message: object["message"]?.string ?? "")
        }
        guard let version = object["metadata"]?["resourceVersion"]?.nonemptyString else {
            throw .unusable("the watch told of an object without a version")
        }
        switch type {
        case "ADDED", "MODIFIED": self = .put(object, version: version)
        case "DELETED": self = .removed(object, version: version)
        case "BOOKMARK": self = .bookmark(version: version)
        default: throw .unusable("the watch told an event of an unknown type")
        }
    }

    /// Where a watch goes on from after it.
    var version: String {
        switch self {
        case .put(_, let version), .removed(_, let version), .bookmark(let version): version
        }
    }
}

extension Node {
    fileprivate var integer: Int? {
        if case .scalar(let scalar) = content, case .integer(let value) = scalar.value { Int(value) } else { nil }
    }
}
