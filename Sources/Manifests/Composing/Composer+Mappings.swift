import Diagnostics
import YAMLEvents

extension Composer {
    /// The members of a mapping up to its end.
    mutating func mapping(_ start: Position, _ depth: Int) throws(Stop) -> [Node.Member] {
        var list = MemberList()
        var merge: Node.Member?
        var hasDuplicate = false
        while true {
            let event = try next()
            if case .mappingEnd = event.content { return list.members }
            if event.opensMapping, event.position == Position(line: start.line, column: start.column + 1) {
                throw .template(start)
            }
            let key = try node(event, depth: depth)
            let value = try node(try next(), depth: depth)
            guard let member = member(key, value) else { continue }
            if event.isMergeKey {
                if let merge { problems.reportDuplicate(member, of: merge) }
                merge = merge ?? member
                self.merge(member, into: &list)
            } else if let first = list.add(member) {
                problems.reportDuplicate(member, of: first, mayStartDocument: depth == 1 && !hasDuplicate)
                hasDuplicate = true
            }
        }
    }

    /// A key with its value; nil after it has been reported that the key is no string.
    private mutating func member(_ key: Node, _ value: Node) -> Node.Member? {
        guard case .scalar(let scalar) = key.content, !key.isNull else {
            problems.report(
                "key-type", at: key.position, "a key is \(key.inWords)", expected: "expected a string as key")
            return nil
        }
        return Node.Member(
            key: scalar.text, isKeyPlain: scalar.isPlain, keyLine: key.line, keyColumn: key.column, value: value)
    }

    /// Takes over the members of the mapping, or list of mappings, that stands behind `<<`.
    private mutating func merge(_ member: Node.Member, into list: inout MemberList) {
        switch member.value.content {
        case .mapping(let members): merge(members, of: member, into: &list)
        case .sequence(let elements):
            for element in elements {
                guard case .mapping(let members) = element.content else {
                    reportUnmergeable(element)
                    continue
                }
                merge(members, of: member, into: &list)
            }
        case .scalar: reportUnmergeable(member.value)
        }
    }

    private mutating func merge(_ members: [Node.Member], of merge: Node.Member, into list: inout MemberList) {
        for member in members {
            guard let own = list.merge(member) else { continue }
            let place = SourceLocation(file: problems.file, line: Int(own.keyLine), column: Int(own.keyColumn))
            problems.report(
                "merge-order", line: Int(merge.keyLine), column: Int(merge.keyColumn),
                "kubectl lets `<<` override \(member.key.inBackticks) written before it, other readers do not",
                expected: "expected `<<` before the keys that override it",
                related: [Diagnostic.Related(location: place, message: "\(member.key.inBackticks) is here")])
        }
    }

    private mutating func reportUnmergeable(_ node: Node) {
        problems.report(
            "merge", at: node.position, "`<<` merges \(node.inWords)", expected: "expected a mapping or a list of them")
    }
}

extension Event {
    fileprivate var opensMapping: Bool {
        if case .mappingStart = content { true } else { false }
    }

    fileprivate var isMergeKey: Bool {
        guard case .scalar("<<", let isPlain, let properties) = content else { return false }
        return properties.tag.map { $0 == CoreTag.prefix + "merge" } ?? isPlain
    }
}
