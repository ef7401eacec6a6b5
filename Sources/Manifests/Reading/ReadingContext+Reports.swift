import Diagnostics

extension ReadingContext {
    /// Reports a value of another type than the one that stands in the API.
    public func reportMismatch(_ node: Node, _ path: FieldPath, expected: String) {
        var suggestion: String?
        if case .scalar(let scalar) = node.content, scalar.isPlain, scalar.value != .null,
            expected.contains("string")
        {
            suggestion = "write \"\(scalar.text.printable(limit: 60))\" in quotes if a string is meant"
        } else if case .scalar(let scalar) = node.content, !scalar.isPlain, !expected.contains("string"),
            Scalar(text: scalar.text, isPlain: true).value.isNumberOrBool
        {
            suggestion = "write `\(scalar.text.printable(limit: 60))` without quotes"
        }
        report(
            Diagnostic(
                "type", at: location(of: node), "\(path.subject) is \(node.inWords)", expected: "expected \(expected)",
                suggestion: suggestion))
    }

    func reportTemplate(_ text: String, at location: SourceLocation, _ path: FieldPath) {
        report(
            Diagnostic(
                "template", at: location, "unrendered template \(text.inBackticks) in \(path.subject)",
                expected: "expected a rendered manifest",
                suggestion: UnrenderedTemplate.suggestion))
    }

    func reportDispute(
        _ scalar: Scalar, _ node: Node, _ path: FieldPath, kubectl: String, others: String, expected: String
    ) {
        let quoted = expected.contains("string") ? "write \"\(scalar.text.printable(limit: 60))\" in quotes" : nil
        report(
            Diagnostic(
                "disputed-scalar", at: location(of: node),
                "kubectl reads \(scalar.text.inBackticks) in \(path.subject) as \(kubectl), other readers as \(others)",
                expected: "expected \(expected) that every reader understands alike",
                suggestion: quoted ?? "write the value in its plainest form"))
    }

    func reportChoice(_ text: String, at node: Node, _ path: FieldPath, among words: [String], id: String) {
        report(
            Diagnostic(
                id, at: location(of: node), "\(path.subject) is \(text.inBackticks)",
                expected: "expected " + words.oneOf, suggestion: SpellingSuggestion.sentence(for: text, among: words)))
    }
}

extension FieldPath {
    var inBackticks: String { description.inBackticks }

    /// The path as the subject of a sentence.
    var subject: String {
        if case .root = self { "the document" } else { inBackticks }
    }
}

extension [String] {
    /// "`a`, `b` or `c`"
    var oneOf: String {
        guard let last else { return "nothing" }
        let quoted = dropLast().map(\.inBackticks)
        return quoted.isEmpty ? last.inBackticks : quoted.joined(separator: ", ") + " or " + last.inBackticks
    }
}

extension ScalarValue {
    var isNumberOrBool: Bool {
        switch self {
        case .bool, .integer, .integerOutOfRange, .float: true
        case .null, .string, .disputed: false
        }
    }
}
