import Diagnostics

/// The scalars of list elements and fields alike; each gives nil after it has reported an error.
extension ReadingContext {
    /// A string, with unrendered templates refused.
    public func string(_ node: Node, path: FieldPath) -> String? {
        guard let value = value(node, path, expected: "a string") else { return nil }
        if case .string(let text) = value { return text }
        reportMismatch(node, path, expected: "a string")
        return nil
    }

    /// A whole number.
    public func integer(_ node: Node, path: FieldPath) -> Int? {
        guard let value = value(node, path, expected: "an integer") else { return nil }
        if case .integer(let number) = value { return Int(number) }
        reportMismatch(node, path, expected: "an integer")
        return nil
    }

    /// `true` or `false`, unquoted.
    public func bool(_ node: Node, path: FieldPath) -> Bool? {
        guard let value = value(node, path, expected: "a boolean") else { return nil }
        if case .bool(let flag) = value { return flag }
        reportMismatch(node, path, expected: "a boolean")
        return nil
    }

    /// A number where it is unquoted, else a string.
    public func intOrString(_ node: Node, path: FieldPath) -> IntOrString? {
        guard let value = value(node, path, expected: "an integer or a string") else { return nil }
        switch value {
        case .integer(let number): return .integer(Int(number))
        case .string(let text): return .string(text)
        default:
            reportMismatch(node, path, expected: "an integer or a string")
            return nil
        }
    }

    /// The value of a scalar that is neither a template nor read differently by different readers.
    private func value(_ node: Node, _ path: FieldPath, expected: String) -> ScalarValue? {
        guard case .scalar(let scalar) = node.content else {
            reportMismatch(node, path, expected: expected)
            return nil
        }
        if scalar.isUnrenderedTemplate {
            reportTemplate(scalar.text, at: location(of: node), path)
            return nil
        }
        let value = scalar.value
        if case .disputed(let kubectl, let others) = value {
            reportDispute(scalar, node, path, kubectl: kubectl, others: others, expected: expected)
            return nil
        }
        return value
    }
}
