public import Diagnostics

/// Reads the fields of one mapping, and reports those that nobody asked for.
///
/// Every method that names a field marks it as known. A method that meets a value of the wrong type reports it and
/// answers as if the field were missing; ``Document/decode(into:_:)`` then yields nothing for the whole document.
public struct ObjectReader {
    /// The mapping, or whatever stands in its place.
    public let node: Node
    public let path: FieldPath
    public let context: ReadingContext
    /// Whether null stands where a list element was expected; it reads as an empty mapping.
    public let isNull: Bool

    let members: [Node.Member]
    /// Whether `node` is no mapping, which has been reported: missing fields are then no further problem.
    let isBroken: Bool
    var known: [String] = []
    var isRead: [Bool]
    var acceptsOthers = false

    /// Reports a node that is not a mapping; null reads as an empty one only where `isNull` is set.
    public init(_ node: Node, path: FieldPath, _ context: ReadingContext, nullIsEmpty: Bool = false) {
        self.node = node
        self.path = path
        self.context = context
        switch node.content {
        case .mapping(let members):
            (self.members, isBroken, isNull) = (members, false, false)
        case .scalar(let scalar) where nullIsEmpty && scalar.value == .null:
            (members, isBroken, isNull) = ([], false, true)
        default:
            (members, isBroken, isNull) = ([], true, false)
            context.reportMismatch(node, path, expected: "a mapping")
        }
        isRead = [Bool](repeating: false, count: members.count)
    }

    /// Where the mapping begins.
    public var location: SourceLocation { context.location(of: node) }

    /// The value of a field; nil if it is missing. Null is given as a node.
    public mutating func field(_ name: String) -> Node? {
        member(name)?.value
    }

    /// The value of a field, telling missing from null.
    public mutating func presence(_ name: String) -> Presence<Node> {
        guard let node = field(name) else { return .missing }
        return node.isNull ? .null : .present(node)
    }

    /// Where the value of a field stands; the mapping itself where the field is missing. Does not count as reading it.
    public func location(of name: String) -> SourceLocation {
        members.first { $0.key == name }.map { context.location(of: $0.value) } ?? location
    }

    /// Where the key of a field stands; the mapping itself where the field is missing. Does not count as reading it.
    public func location(ofKey name: String) -> SourceLocation {
        members.first { $0.key == name }.map { context.location(ofKey: $0) } ?? location
    }

    /// Whether a field is written, be it null. Does not count as reading it.
    public func contains(_ name: String) -> Bool {
        members.contains { $0.key == name }
    }

    /// How many elements the list of a field has, readable or not; nil if it is no list. Does not count as reading it.
    public func elementCount(of name: String) -> Int? {
        guard let member = members.first(where: { $0.key == name }) else { return nil }
        guard case .sequence(let elements) = member.value.content else { return nil }
        return elements.count
    }

    /// Accepts fields that the API knows and this reader has no use for.
    public mutating func ignoring(_ names: String...) {
        for name in names { _ = member(name) }
    }

    /// Accepts whatever else is in the mapping; for parts of an object that cannot matter.
    public mutating func ignoringOthers() {
        acceptsOthers = true
    }

    /// Reports an error at the value of a field, or at the mapping where `name` is nil or missing.
    public func report(
        _ id: String, _ message: String, at name: String? = nil, severity: Diagnostic.Severity = .error,
        expected: String? = nil, suggestion: String? = nil
    ) {
        let place = name.map { location(of: $0) } ?? location
        context.report(
            Diagnostic(id, severity: severity, at: place, message, expected: expected, suggestion: suggestion))
    }

    mutating func member(_ name: String) -> Node.Member? {
        known.append(name)
        guard let position = members.firstIndex(where: { $0.key == name }) else { return nil }
        isRead[position] = true
        return members[position]
    }
}
