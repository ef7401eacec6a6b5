/// A kind of object, as `apiVersion` and `kind` name it.
public struct ObjectKind: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Empty for the core group.
    public var group: String
    public var version: String
    public var kind: String

    public init(group: String, version: String, kind: String) {
        self.group = group
        self.version = version
        self.kind = kind
    }

    /// From `group/version`, or from `version` alone for the core group.
    public init(apiVersion: String, kind: String) {
        let slash = apiVersion.lastIndex(of: "/")
        self.init(
            group: slash.map { String(apiVersion[..<$0]) } ?? "",
            version: slash.map { String(apiVersion[apiVersion.index(after: $0)...]) } ?? apiVersion, kind: kind)
    }

    /// `group/version`, or `version` for the core group.
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// `apps/v1 Deployment`.
    public var description: String { "\(apiVersion) \(kind)" }

    /// `Deployment.apps`, as kubectl names a kind of any version.
    public var qualifiedName: String { group.isEmpty ? kind : "\(kind).\(group)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.group, left.version, left.kind) < (right.group, right.version, right.kind)
    }
}
