/// The label that the API server forces to the namespace's own name on every namespace.
public let namespaceNameLabel = "kubernetes.io/metadata.name"

/// A namespace that is in the input, or at least named by an object in it.
public struct Namespace: Hashable, Sendable {
    public var name: String
    /// As the API server stores them: `kubernetes.io/metadata.name` is the name, whatever the manifest says (NP-100).
    public private(set) var labels: [String: String]
    /// Whether a Namespace manifest was given. Without one every label but the automatic one is unknown (abstraction.md §3).
    public var hasManifest: Bool

    public init(name: String, labels: [String: String] = [:], hasManifest: Bool) {
        self.name = name
        self.labels = labels
        self.labels[namespaceNameLabel] = name
        self.hasManifest = hasManifest
    }
}
