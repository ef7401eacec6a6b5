import Diagnostics

/// What becomes of an object, told by its kind alone.
enum KindReading: Sendable {
    case policy(dialect: Int, ObjectKind)
    case cluster(CoreKind)
    /// An object of Netproof's own API, which another reader takes.
    case spec
    /// A known kind with an API version that does not hold it; the right ones.
    case otherVersion([ObjectKind])
    /// A list of objects that are read, which has none: a sound one has been unfolded already.
    case brokenList
    /// No kind of its group, but nearly one that is read.
    case misspelt(ObjectKind)
    case unread(IgnoredKind.Effect)
}

/// Every kind that is read, by name.
struct KindTable: Sendable {
    private var known: [ObjectKind: KindReading] = [:]
    private var kindsByName: [String: [ObjectKind]] = [:]
    private var groups: Set<String> = []

    /// Groups whose kinds are Kubernetes' own, so that a known kind in another of them is a wrong apiVersion. The old
    /// ones have been empty since Kubernetes 1.16 and 1.25.
    private static let kubernetesGroups: Set<String> = [
        "", "apps", "batch", "extensions", "networking.k8s.io", "policy",
    ]

    init(dialects: [any Dialect]) {
        for core in CoreKind.all { add(core.kind, .cluster(core)) }
        for (index, dialect) in dialects.enumerated() {
            for kind in dialect.kinds { add(kind, .policy(dialect: index, kind)) }
        }
    }

    private mutating func add(_ kind: ObjectKind, _ reading: KindReading) {
        known[kind] = reading
        kindsByName[kind.kind, default: []].append(kind)
        groups.insert(kind.group)
    }

    func reading(of kind: ObjectKind) -> KindReading {
        if let reading = known[kind] { return reading }
        if isList(kind) { return .brokenList }
        if kind.group == "netproof.dev" { return .spec }
        let namesakes = (kindsByName[kind.kind] ?? []).filter { namesake in
            namesake.group == kind.group
                || (Self.kubernetesGroups.contains(kind.group) && Self.kubernetesGroups.contains(namesake.group))
        }
        if !namesakes.isEmpty { return .otherVersion(namesakes.sorted()) }
        if let meant = misspelling(kind) { return .misspelt(meant) }
        return .unread(ForeignKinds.effect(of: kind))
    }

    private func isList(_ kind: ObjectKind) -> Bool {
        guard kind.kind.hasSuffix("List") else { return false }
        let items = kindsByName[String(kind.kind.dropLast("List".count))] ?? []
        return items.contains { $0.group == kind.group } || (kind.group.isEmpty && kind.kind == "List")
    }

    /// The kind of the same group that is meant, if this one is no kind that anybody knows.
    private func misspelling(_ kind: ObjectKind) -> ObjectKind? {
        guard groups.contains(kind.group), !CoreKind.harmless.contains(where: { $0.isNamesake(of: kind) }),
            ForeignKinds.namedEffect(of: kind) == nil
        else { return nil }
        let candidates = known.keys.filter { $0.group == kind.group }.sorted()
        let lowercased = kind.kind.lowercased()
        return candidates.first {
            $0.kind.lowercased() == lowercased || SpellingSuggestion.distance($0.kind, kind.kind, limit: 2) != nil
        }
    }
}

extension ObjectKind {
    /// Whether the other is the same kind in some version.
    func isNamesake(of other: ObjectKind) -> Bool { group == other.group && kind == other.kind }
}
