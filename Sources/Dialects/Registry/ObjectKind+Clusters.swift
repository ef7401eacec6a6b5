extension ObjectKind {
    /// The kinds that every cluster serves and without which nothing can be said of it.
    public static let neededInClusters = [
        ObjectKind(group: "", version: "v1", kind: "Namespace"), ObjectKind(group: "", version: "v1", kind: "Pod"),
        ObjectKind(group: "networking.k8s.io", version: "v1", kind: "NetworkPolicy"),
    ]

    /// Whether objects of this kind have to be read from a cluster: those that are read at all, and those that may change
    /// what connects though no dialect reads them.
    public var mattersInClusters: Bool {
        let known = CoreKind.all.map(\.kind) + BuiltInDialects.all.flatMap(\.kinds)
        return known.contains { $0.isSame(as: self) } || ForeignKinds.effect(of: self) != .none
    }

    /// Whether nothing at all can be said without its objects: namespaces, and the policies themselves.
    public var isIndispensable: Bool { Self.neededInClusters.contains { $0.kind != "Pod" && $0.isSame(as: self) } }

    /// Whether the other is the same kind, in whatever version.
    public func isSame(as other: ObjectKind) -> Bool { group == other.group && kind == other.kind }
}
