/// Programs as text: what the parser reads as the same program.
enum DatalogText {
    typealias Syntax = DatalogSyntax

    static func text(of syntax: DatalogSyntax) -> String { syntax.items.map { text(of: $0) + "\n" }.joined() }

    static func text(of item: Syntax.Item) -> String {
        switch item {
        case .declaration(let declaration):
            let parameters = declaration.parameters.map { "\($0.name.text): \($0.sort.text)" }
            return ".decl \(declaration.name.text)(\(parameters.joined(separator: ", ")))"
        case .invariant(let head): return text(of: head)
        case .clause(let clause): return text(of: clause) + "."
        }
    }

    private static func text(of head: Syntax.InvariantHead) -> String {
        let name = isIdentifier(head.name.text) ? head.name.text : quoted(head.name.text)
        var words = [".invariant", name]
        if let severity = head.severity { words += ["severity", severity.text] }
        if !head.protected.isEmpty { words += ["protect", head.protected.map(text).joined(separator: ", ")] }
        return words.joined(separator: " ") + (head.description.map { "\n    " + quoted($0) } ?? "")
    }

    /// On one line, without the full stop.
    static func text(of clause: Syntax.Clause) -> String {
        text(of: clause.head) + (clause.body.map { " :- " + text(of: $0) } ?? "")
    }

    static func text(of application: Syntax.Application) -> String {
        application.name.text + "(" + application.arguments.map(text).joined(separator: ", ") + ")"
    }

    private static func text(of alternatives: [[Syntax.Element]]) -> String {
        alternatives.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ")
    }

    static func text(of element: Syntax.Element) -> String {
        let not = element.isNegated ? "not " : ""
        switch element.kind {
        case .application(let application): return not + text(of: application)
        case .comparison(let left, let comparison, let right):
            return not + "\(text(of: left)) \(comparison.rawValue) \(text(of: right))"
        case .membership(let term, let elements):
            return "\(text(of: term)) \(not)in \(set(elements))"
        case .has(let term): return not + "has " + text(of: term)
        case .flag(let term): return not + text(of: term)
        case .group(let alternatives): return not + "(" + text(of: alternatives) + ")"
        }
    }

    private static func set(_ elements: [Syntax.Term]) -> String {
        if elements.count == 1, case .range = elements[0].kind { return text(of: elements[0]) }
        return "{" + elements.map(text).joined(separator: ", ") + "}"
    }

    static func text(of term: Syntax.Term) -> String {
        switch term.kind {
        case .variable(let name), .word(let name): name
        case .anonymous: "_"
        case .string(let string): quoted(string)
        case .number(let value): number(value)
        case .range(let lower, let upper): "\(number(lower))..\(number(upper))"
        case .attribute(let variable, let attribute): variable + "." + text(of: attribute)
        }
    }

    static func text(of attribute: Syntax.Attribute) -> String {
        switch attribute {
        case .namespaceName: "namespace.name"
        case .namespaceLabel(let key): "namespace.label[\(quoted(key))]"
        case .label(let key): "label[\(quoted(key))]"
        case .listed: "listed"
        case .workload: "workload"
        case .address: "address"
        }
    }

    /// A number beyond all meaning is written as one that is.
    private static func number(_ value: Int?) -> String { value.map(String.init) ?? "9999999999" }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"", "\\": result += "\\" + String(character)
            // Strings end with their line.
            case "\n", "\r", "\t": result += " "
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }

    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_")
        }
    }
}
