import Analyses
import Dialects
import Manifests

/// One page of a list of objects.
struct ListPage {
    /// Of all pages: where a watch goes on from.
    let version: String
    /// Asks for the next page; nil for the last.
    let next: String?
    let objects: [Node]

    init(_ root: Node, of resource: LiveResource) throws(APIFailure) {
        guard root["kind"]?.string == resource.kind.kind + "List",
            root["apiVersion"]?.string == resource.kind.apiVersion
        else { throw .unusable("the answer is no list of \(resource.kind) objects") }
        guard let version = root["metadata"]?["resourceVersion"]?.nonemptyString else {
            throw .unusable("the list has no version")
        }
        self.version = version
        next = root["metadata"]?["continue"]?.nonemptyString
        let items = root["items"]
        guard items.map({ $0.isNull || $0.isSequence }) ?? false else { throw .unusable("the list has no items") }
        objects = items?.items ?? []
    }
}

extension Node {
    fileprivate var isSequence: Bool { if case .sequence = content { true } else { false } }
}
