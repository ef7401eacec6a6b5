import Diagnostics

/// A JSON document in the making: members stay in the order given, so that output is the same from run to run.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Seconds, written with microseconds.
    case seconds(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    public struct Member: Hashable, Sendable {
        public var name: String
        public var value: JSONValue

        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    public static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// An object with its members sorted by name.
    public static func sorted(_ members: [String: String]) -> JSONValue {
        .object(members.sorted { $0.key < $1.key }.map { Member($0.key, .string($0.value)) })
    }

    /// The document as text, indented by two spaces, with a line feed at its end.
    public var document: String {
        var text = ""
        write(to: &text, depth: 0)
        return text + "\n"
    }

    /// The string as a JSON literal: also a YAML scalar that every reader takes for a string.
    public static func literal(_ string: String) -> String {
        if string.utf8.allSatisfy(isPlain) { return "\"" + string + "\"" }
        var text = "\""
        for scalar in string.unicodeScalars { text += escape(scalar) }
        return text + "\""
    }

    /// Whether a byte of UTF-8 stands for itself: an ASCII character that nothing takes amiss.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Appends the value as it stands at a depth of a document, without a line feed at its end.
    func write(to text: inout String, depth: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .seconds(let value): text += Self.decimal(value)
        case .string(let value): text += Self.literal(value)
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), to: &text, depth: depth) { element, text in
                element.write(to: &text, depth: depth + 1)
            }
        case .object(let members):
            Self.write(members, between: ("{", "}"), to: &text, depth: depth) { member, text in
                text += Self.literal(member.name) + ": "
                member.value.write(to: &text, depth: depth + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (String, String), to text: inout String, depth: Int,
        element write: (Element, inout String) -> Void
    ) {
        text += brackets.0
        for (index, element) in elements.enumerated() {
            text += index == 0 ? "\n" : ",\n"
            text += String(repeating: "  ", count: depth + 1)
            write(element, &text)
        }
        if !elements.isEmpty { text += "\n" + String(repeating: "  ", count: depth) }
        text += brackets.1
    }

    /// Six decimals without an exponent, which `Double.description` may write.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite, value >= 0, value < 1e12 else { return "null" }
        let micros = Int((value * 1e6).rounded())
        let fraction = String(micros % 1_000_000)
        return "\(micros / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }

    /// Escapes what JSON demands, and what would act on a terminal or turn the direction of writing.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        guard String(scalar).printable(limit: 1) != String(scalar) else { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
