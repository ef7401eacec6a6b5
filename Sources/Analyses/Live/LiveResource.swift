import Dialects

/// One line of `kubectl api-resources`.
struct LiveResource: Hashable {
    /// As in `networkpolicies`.
    let name: String
    let kind: ObjectKind
    let isNamespaced: Bool

    /// The columns are name, short names (which may be missing), API version, whether it is namespaced, and kind.
    init?(_ line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard (4...5).contains(words.count), let kind = words.last else { return nil }
        let flag = words[words.count - 2]
        guard flag == "true" || flag == "false" else { return nil }
        name = words[0]
        self.kind = ObjectKind(apiVersion: words[words.count - 3], kind: kind)
        isNamespaced = flag == "true"
    }

    /// `networkpolicies.networking.k8s.io`, which no other resource is called; `pods` of the core group.
    var fullName: String { kind.group.isEmpty ? name : "\(name).\(kind.group)" }

    /// What messages call the file that the objects would stand in.
    var fileName: String { "<live \(fullName)>" }
}
