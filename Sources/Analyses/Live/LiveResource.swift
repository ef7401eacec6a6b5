public import Dialects

/// What a cluster serves under one name: objects of a kind.
public struct LiveResource: Hashable, Sendable {
    /// As in `networkpolicies`.
    public let name: String
    public let kind: ObjectKind
    public let isNamespaced: Bool

    public init(name: String, kind: ObjectKind, isNamespaced: Bool) {
        self.name = name
        self.kind = kind
        self.isNamespaced = isNamespaced
    }

    /// One line of `kubectl api-resources`.
    ///
    /// The columns are name, short names (which may be missing), API version, whether it is namespaced, and kind.
    init?(_ line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard (4...5).contains(words.count), let kind = words.last else { return nil }
        let flag = words[words.count - 2]
        guard flag == "true" || flag == "false" else { return nil }
        self.init(
            name: words[0], kind: ObjectKind(apiVersion: words[words.count - 3], kind: kind),
            isNamespaced: flag == "true")
    }

    /// `networkpolicies.networking.k8s.io`, which no other resource is called; `pods` of the core group.
    public var fullName: String { kind.group.isEmpty ? name : "\(name).\(kind.group)" }

    /// What messages call the file that the objects would stand in.
    public var fileName: String { "<live \(fullName)>" }
}

extension [LiveResource] {
    /// Those that have to be read, each once, however many versions of it are served: the first.
    public var thatMatter: [LiveResource] {
        var seen: Set<String> = []
        return filter { $0.kind.mattersInClusters && seen.insert($0.fullName).inserted }
            .sorted { $0.fullName < $1.fullName }
    }
}
