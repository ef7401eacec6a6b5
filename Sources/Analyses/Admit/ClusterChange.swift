public import Diagnostics
public import Dialects
import Invariants
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
    /// What the annotations of new and changed objects waive.
    var waivers: [Waiver]

    /// - Parameters:
    ///   - before: `cluster` put together by `loader`.
    ///   - deleted: objects of the cluster.
    init(
        of cluster: [DecodedObject], _ before: LoadedInput, changed: [DecodedObject],
        deleting deleted: [ObjectIdentity],
        loader: InputLoader, into diagnostics: inout Diagnostics
    ) {
        self.before = before
        waivers = changed.flatMap { SpecReader.waivers(of: $0.document, into: &diagnostics) }
        after = loader.assemble(cluster.applying(changed, deleting: Set(deleted)), into: &diagnostics)
        let updates = changed.compactMap { object -> ChangedObject? in
            object.identity.map { identity in
                let action: Action = before.locations[identity] == nil ? .create : .update
                return ChangedObject(action: action, identity: identity, location: object.location)
            }
        }
        let deletions = deleted.compactMap { identity in
            before.location(of: identity).map { ChangedObject(action: .delete, identity: identity, location: $0) }
        }
        objects = updates + deletions
    }
}

extension ClusterChange {
    /// Whether something that an invariant is about may be gone: a namespace or a workload that was there before is not
    /// as it was. Policies take no endpoint away.
    var mayRemoveEndpoints: Bool {
        !after.cluster.keeps(
            namespaces: before.cluster.namespaces.map(\.name), workloads: before.cluster.workloads.map(\.identity),
            of: before.cluster)
    }
}

extension Cluster {
    /// Whether all of these that were in a cluster before are in this one as they were.
    func keeps(
        namespaces: some Sequence<String>, workloads: some Sequence<WorkloadIdentity>, of before: Cluster
    ) -> Bool {
        namespaces.allSatisfy { name in
            before.namespace(named: name).map { $0 == namespace(named: name) } ?? true
        }
            && workloads.allSatisfy { identity in
                before.workload(identity).map { $0 == workload(identity) } ?? true
            }
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
