/// Which two revisions are to be compared, and what is taken as given.
public struct DiffRequest: Hashable, Sendable {
    /// A directory, a file, `-`, or a revision of git as `git:REV` or `git:REV:PATH`; nil with `mergeBase`.
    public var base: String?
    public var head: String
    /// A branch: the base is where the head's history parted from it.
    public var mergeBase: String?
    /// Files and directories of Specs: the universe, and the invariants whose verdicts are told beside the difference.
    public var specPaths: [String]
    /// Files that say which openings are expected.
    public var expectedPaths: [String]
    /// Of namespaced objects whose manifests name none.
    public var defaultNamespace: String
    /// Kinds to read past though they may allow traffic, as `Kind` or `Kind.group`.
    public var ignoredKinds: [String]
    /// Where git looks for the repository of `git:` revisions.
    public var directory: String

    public init(
        base: String?, head: String, mergeBase: String? = nil, specPaths: [String] = [], expectedPaths: [String] = [],
        defaultNamespace: String = "default", ignoredKinds: [String] = [], directory: String = "."
    ) {
        self.base = base
        self.head = head
        self.mergeBase = mergeBase
        self.specPaths = specPaths
        self.expectedPaths = expectedPaths
        self.defaultNamespace = defaultNamespace
        self.ignoredKinds = ignoredKinds
        self.directory = directory
    }
}
