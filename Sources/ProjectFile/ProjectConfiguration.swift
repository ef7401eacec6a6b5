public import Reports

/// What `netproof.yaml` says: what the commands of a repository are given where their flags do not say otherwise.
public struct ProjectConfiguration: Sendable {
    /// The name that is looked for in the working directory.
    public static let fileName = "netproof.yaml"

    /// As the user named it.
    public var file: String
    /// Files and directories, named from the working directory.
    public var inputs: [String]
    /// Further ones, kept apart only for the reader's convenience.
    public var specs: [String]
    /// The file of the LabelUniverse.
    public var universe: String?
    /// Files of waivers.
    public var waivers: [String]
    /// The file of known findings.
    public var baseline: String?
    /// Of namespaced objects whose manifests name none.
    public var namespace: String?
    /// Kinds to read past though they may allow traffic.
    public var ignoreKinds: [String]
    public var outputs: [OutputRequest]
    /// The lowest severity that fails a run.
    public var failOn: InvariantResult.Severity?
    /// Whether a claim whose selector matches nothing in the input fails the run; nil where it is left to the flags.
    public var strict: Bool?

    public init(file: String = ProjectConfiguration.fileName) {
        self.file = file
        inputs = []
        specs = []
        waivers = []
        ignoreKinds = []
        outputs = []
    }
}
