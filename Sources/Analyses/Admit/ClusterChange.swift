public import Diagnostics
public import Dialects
import NetworkModel

/// A cluster before and after a change, and what the change is.
public struct ClusterChange: Sendable {
    /// What becomes of one object.
    public enum Action: String, Hashable, Sendable {
        case create, update, delete
    }

    public struct ChangedObject: Hashable, Sendable {
        public var action: Action
        public var identity: ObjectIdentity
        /// Where the new object stands; for a deletion where the old one does.
        public var location: SourceLocation
    }

    public var before: LoadedInput
    public var after: LoadedInput
    /// In the order of the input, deletions last.
    public var objects: [ChangedObject]

    /// - Parameters:
    ///   - before: `cluster` put together by `loader`.
    ///   - deleted: objects of the cluster.
    init(
        of cluster: [DecodedObject], _ before: LoadedInput, changed: [DecodedObject],
        deleting deleted: [ObjectIdentity],
        loader: InputLoader, into diagnostics: inout Diagnostics
    ) {
        self.before = before
        after = loader.assemble(cluster.applying(changed, deleting: Set(deleted)), into: &diagnostics)
        let updates = changed.compactMap { object -> ChangedObject? in
            object.identity.map { identity in
                let action: Action = before.locations[identity] == nil ? .create : .update
                return ChangedObject(action: action, identity: identity, location: object.location)
            }
        }
        let deletions = deleted.compactMap { identity in
            before.locations[identity].map { ChangedObject(action: .delete, identity: identity, location: $0) }
        }
        objects = updates + deletions
    }
}

/// What a change is put together from.
struct ChangeParts {
    var cluster: [DecodedObject]
    /// `cluster` put together by `loader`.
    var before: LoadedInput
    var changed: [DecodedObject]
    /// Objects of the cluster.
    var deleted: [ObjectIdentity]
    var loader: InputLoader

    /// The change with some more objects.
    func change(adding objects: [DecodedObject] = [], into diagnostics: inout Diagnostics) -> ClusterChange {
        ClusterChange(
            of: cluster, before, changed: changed + objects, deleting: deleted, loader: loader, into: &diagnostics)
    }
}
