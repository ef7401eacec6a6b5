extension ObjectReader {
    /// A string; nil if the field is missing or null.
    public mutating func string(_ name: String) -> String? {
        scalar(name).flatMap { context.string($0, path: .field(path, name)) }
    }

    /// A string; the empty one after an error has been reported.
    public mutating func requiredString(_ name: String) -> String {
        require(name) ? string(name) ?? "" : ""
    }

    /// A whole number; nil if the field is missing or null.
    public mutating func integer(_ name: String) -> Int? {
        scalar(name).flatMap { context.integer($0, path: .field(path, name)) }
    }

    /// A whole number; 0 after an error has been reported.
    public mutating func requiredInteger(_ name: String) -> Int {
        require(name) ? integer(name) ?? 0 : 0
    }

    /// True or false; nil if the field is missing or null.
    public mutating func bool(_ name: String) -> Bool? {
        scalar(name).flatMap { context.bool($0, path: .field(path, name)) }
    }

    /// A number where it is unquoted, else a string; nil if the field is missing or null.
    public mutating func intOrString(_ name: String) -> IntOrString? {
        scalar(name).flatMap { context.intOrString($0, path: .field(path, name)) }
    }

    /// One of a few words; nil if the field is missing or null, or after an error has been reported.
    public mutating func choice(_ name: String, among words: [String], id: String = "choice") -> String? {
        guard let node = scalar(name), let text = context.string(node, path: .field(path, name)) else { return nil }
        if words.contains(text) { return text }
        context.reportChoice(text, at: node, .field(path, name), among: words, id: id)
        return nil
    }

    /// Whether a field is written and not null; reports it where it is not.
    public mutating func require(_ name: String, id: String = "required") -> Bool {
        if let node = field(name), !node.isNull { return true }
        if !isBroken {
            report(id, "\(FieldPath.field(path, name).inBackticks) is missing", at: name, expected: "expected a value")
        }
        return false
    }

    private mutating func scalar(_ name: String) -> Node? {
        guard let node = field(name), !node.isNull else { return nil }
        return node
    }
}
