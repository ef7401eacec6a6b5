/// Where the input is, and what it does not say of itself.
public struct InputRequest: Hashable, Sendable {
    /// Files, directories, or `-` for standard input: objects of the cluster and of Specs, mixed at will.
    public var paths: [String]
    /// Further paths; kept apart only for the user's convenience.
    public var specPaths: [String]
    /// Further paths, in each of which a waiver is expected.
    public var waiverPaths: [String] = []
    /// The file that must hold the LabelUniverse; nil where any file may.
    public var universePath: String?
    /// A running cluster that is read besides; nil for none.
    public var live: LiveRequest?
    /// Of namespaced objects whose manifests name none.
    public var defaultNamespace: String
    /// Kinds to read past though they may allow traffic, as `Kind` or `Kind.group`.
    public var ignoredKinds: [String]

    public init(
        paths: [String], specPaths: [String] = [], universePath: String? = nil, live: LiveRequest? = nil,
        defaultNamespace: String = "default", ignoredKinds: [String] = []
    ) {
        self.paths = paths
        self.specPaths = specPaths
        self.universePath = universePath
        self.live = live
        self.defaultNamespace = defaultNamespace
        self.ignoredKinds = ignoredKinds
    }

    /// Every path that is read.
    public var allPaths: [String] { paths + specPaths + waiverPaths + [universePath].compactMap(\.self) }
}
