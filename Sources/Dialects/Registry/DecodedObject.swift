public import Diagnostics
public import Manifests

/// One object of the input, read by itself: input is put together from these, and changed by exchanging some.
public struct DecodedObject: Sendable {
    let object: LooseObject
    let content: ReadObject
    /// Whether a running cluster is about to do away with it, which nobody can take back.
    public let isBeingDeleted: Bool

    init(object: LooseObject, content: ReadObject) {
        let deletion = object.document.root["metadata"]?["deletionTimestamp"]
        self.init(object: object, content: content, isBeingDeleted: deletion?.nonemptyString != nil)
    }

    private init(object: LooseObject, content: ReadObject, isBeingDeleted: Bool) {
        (self.object, self.content, self.isBeingDeleted) = (object, content, isBeingDeleted)
    }

    /// Nil for objects that have no say, such as those of kinds that are not read.
    public var identity: ObjectIdentity? {
        switch content {
        case .policy(_, let identity, _), .cluster(let identity, _): identity
        case .nothing, .spec, .unread: nil
        }
    }

    public var location: SourceLocation { object.location }

    public var kind: ObjectKind { object.kind }

    /// What it was read from; empty where that was not kept.
    public var document: Document { object.document }

    /// What reading past the object may hide, if it is of a kind that is not read.
    public var unreadEffect: IgnoredKind.Effect? { if case .unread(let effect) = content { effect } else { nil } }

    /// The object without the text that it was read from, for those who keep many: Netproof's own objects alone are read
    /// again.
    public var withoutText: DecodedObject {
        if case .spec = content { return self }
        var object = object
        object.document.root.content = .mapping([])
        return DecodedObject(object: object, content: content, isBeingDeleted: isBeingDeleted)
    }
}

extension [DecodedObject] {
    /// The objects after a change: those of the same identity replaced, new ones added, deleted ones taken away.
    ///
    /// With a namespace goes everything that is in it, as in a cluster.
    public func applying(_ changed: [DecodedObject], deleting deleted: Set<ObjectIdentity>) -> [DecodedObject] {
        let replaced = Set(changed.compactMap(\.identity))
        let emptied = Set(deleted.filter(\.isNamespace).map(\.name))
        let kept = filter { object in
            guard let identity = object.identity else { return true }
            let isEmptied = identity.namespace.map(emptied.contains) ?? false
            return !replaced.contains(identity) && !deleted.contains(identity) && !isEmptied
        }
        return kept + changed
    }
}

extension ObjectIdentity {
    public var isNamespace: Bool { group.isEmpty && kind == "Namespace" }

    /// The Namespace of a name.
    public static func namespace(_ name: String) -> ObjectIdentity {
        ObjectIdentity(group: "", kind: "Namespace", namespace: nil, name: name)
    }

    /// Whether a dialect reads it as a policy.
    public var isPolicy: Bool {
        BuiltInDialects.all.contains { dialect in dialect.kinds.contains { $0.group == group && $0.kind == kind } }
    }
}
