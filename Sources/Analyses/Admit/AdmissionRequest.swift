/// What may go in, and into which cluster.
public struct AdmissionRequest: Hashable, Sendable {
    /// The cluster as it is, and its Specs.
    public var cluster: InputRequest
    /// Files, directories or `-`: new objects, and changed ones, which replace those of the same identity.
    public var changes: [String]
    /// Objects to take away, each as `kind/namespace/name`, or `kind/name` for kinds without a namespace.
    public var deletions: [String]
    /// Whether to find out under which labels the change's namespaces would be admitted.
    public var residual: ResidualQuestion?

    /// Whether to look for the policies that a denied change lacks.
    public var suggests: Bool

    /// Whether new namespaces are taken to have the policies that the universe says that they are created with.
    public var assumesTemplates: Bool

    /// Whether to find out what the proofs about what the change touches rest on, which takes longer than they do.
    public var explainsProofs: Bool

    public enum ResidualQuestion: Hashable, Sendable {
        /// With the policies that they bring.
        case withTheirPolicies
        /// Whatever policies they have.
        case forAnyPolicies
    }

    public init(
        cluster: InputRequest, changes: [String], deletions: [String] = [], residual: ResidualQuestion? = nil,
        suggests: Bool = false, assumesTemplates: Bool = false, explainsProofs: Bool = true
    ) {
        self.cluster = cluster
        self.changes = changes
        self.deletions = deletions
        self.residual = residual
        self.suggests = suggests
        self.assumesTemplates = assumesTemplates
        self.explainsProofs = explainsProofs
    }
}
