public import Diagnostics

/// What of an object's metadata matters here.
public struct ObjectMetadata: Hashable, Sendable {
    public var name: Located<String>
    /// The namespace the object is in, defaulted where the manifest names none; nil for cluster-scoped kinds.
    public var namespace: String?
    /// Nil where the namespace is the default one (NP-21).
    public var namespaceLocation: SourceLocation?
    /// In the order of the file; keys are unique.
    public var labels: [WrittenLabel]

    public init(
        name: Located<String>, namespace: String?, namespaceLocation: SourceLocation? = nil, labels: [WrittenLabel] = []
    ) {
        self.name = name
        self.namespace = namespace
        self.namespaceLocation = namespaceLocation
        self.labels = labels
    }
}

/// One `key: value` of a map of labels.
public struct WrittenLabel: Hashable, Sendable {
    public var key: String
    public var value: String
    /// Of the key.
    public var location: SourceLocation

    public init(_ key: String, _ value: String, at location: SourceLocation) {
        self.key = key
        self.value = value
        self.location = location
    }
}

extension [WrittenLabel] {
    /// As a dictionary; of a repeated key the last counts.
    public var dictionary: [String: String] {
        Dictionary(map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }
}
