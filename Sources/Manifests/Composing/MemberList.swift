/// The members of a mapping while it is being read, found by key.
struct MemberList {
    /// Below this a search is faster than a table.
    private static let linearUpTo = 16

    private(set) var members: [Node.Member] = []
    private var positions: [String: Int] = [:]
    /// The keys that came through `<<`, which a key of the mapping itself overrides.
    private var mergedKeys: Set<String> = []

    func member(_ key: String) -> Node.Member? { position(key).map { members[$0] } }

    func isMerged(_ key: String) -> Bool { mergedKeys.contains(key) }

    /// Adds a member of the mapping itself; answers with the earlier one if it is a duplicate.
    mutating func add(_ member: Node.Member) -> Node.Member? {
        guard let position = position(member.key) else {
            append(member)
            return nil
        }
        guard mergedKeys.remove(member.key) != nil else { return members[position] }
        members[position] = member
        return nil
    }

    /// Adds a member that comes through `<<`; answers with the one of the mapping itself that stands before.
    mutating func merge(_ member: Node.Member) -> Node.Member? {
        if let position = position(member.key) { return isMerged(member.key) ? nil : members[position] }
        append(member)
        mergedKeys.insert(member.key)
        return nil
    }

    private func position(_ key: String) -> Int? {
        members.count <= Self.linearUpTo ? members.firstIndex { $0.key == key } : positions[key]
    }

    private mutating func append(_ member: Node.Member) {
        members.append(member)
        if members.count == Self.linearUpTo + 1 {
            for (position, member) in members.enumerated() { positions[member.key] = position }
        } else if members.count > Self.linearUpTo {
            positions[member.key] = members.count - 1
        }
    }
}
