import Diagnostics

/// An XML element in the making.
struct XMLElement {
    enum Content {
        case text(String)
        case elements([XMLElement])
    }

    var name: String
    var attributes: [(String, String)]
    var content: Content

    init(_ name: String, _ attributes: [(String, String)], _ content: Content) {
        self.name = name
        self.attributes = attributes
        self.content = content
    }

    /// The element, indented, with a line feed at its end.
    func text(depth: Int) -> String {
        let indent = String(repeating: "  ", count: depth)
        let start = "\(indent)<\(name)" + attributes.map { " \($0.0)=\"\($0.1.escapedAttribute)\"" }.joined()
        switch content {
        case .text(let text): return text.isEmpty ? start + "/>\n" : "\(start)>\(text.escapedXML)</\(name)>\n"
        case .elements(let elements):
            guard !elements.isEmpty else { return start + "/>\n" }
            return "\(start)>\n" + elements.map { $0.text(depth: depth + 1) }.joined() + "\(indent)</\(name)>\n"
        }
    }
}

extension String {
    /// The text as the content of an element. `>` is escaped as well: `]]>` may not stand there.
    var escapedXML: String { unicodeScalars.map { $0.escapedXML(inAttribute: false) }.joined() }

    /// The text between double quotes, in one line.
    fileprivate var escapedAttribute: String {
        printable(limit: .max).unicodeScalars.map { $0.escapedXML(inAttribute: true) }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate func escapedXML(inAttribute: Bool) -> String {
        switch self {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"" where inAttribute: "&quot;"
        case "\n": "\n"
        default: isAllowedInXML ? String(Character(self)) : "\\u{" + String(value, radix: 16) + "}"
        }
    }

    /// The characters of XML 1.0 but those it discourages; others cannot stand in a document even as references.
    private var isAllowedInXML: Bool {
        switch value {
        case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFFFD: true
        case 0x10000...: value & 0xFFFE != 0xFFFE
        default: false
        }
    }
}
