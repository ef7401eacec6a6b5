/// What may go in, and into which cluster.
public struct AdmissionRequest: Hashable, Sendable {
    /// The cluster as it is, and its Specs.
    public var cluster: InputRequest
    /// Files, directories or `-`: new objects, and changed ones, which replace those of the same identity.
    public var changes: [String]
    /// Objects to take away, each as `kind/namespace/name`, or `kind/name` for kinds without a namespace.
    public var deletions: [String]

    public init(cluster: InputRequest, changes: [String], deletions: [String] = []) {
        self.cluster = cluster
        self.changes = changes
        self.deletions = deletions
    }
}
