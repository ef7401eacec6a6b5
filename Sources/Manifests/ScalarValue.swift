import Diagnostics

/// What a scalar means, once its text and style are known.
public enum ScalarValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// An integer that does not fit 64 bits.
    case integerOutOfRange
    /// A number with a fraction or an exponent, infinity, or not-a-number.
    case float
    case string(String)
    /// Unquoted text that kubectl and other readers of YAML take for different values, told in words.
    ///
    /// No decoder may choose between the two: the user has to quote the text or to write it otherwise.
    case disputed(kubectl: String, others: String)

    /// The value in words, for messages: "the integer 80", "null".
    public var inWords: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "the boolean \(flag)"
        case .integer(let number): "the integer \(number)"
        case .integerOutOfRange: "an integer of more than 64 bits"
        case .float: "a floating-point number"
        case .string(let text): "the string \(text.inBackticks)"
        case .disputed(let kubectl, _): kubectl
        }
    }
}

extension Scalar {
    /// The value as kubectl reads it; quoted text is always a string.
    public var value: ScalarValue {
        isPlain ? ScalarRules.value(ofPlain: text) : .string(text)
    }

    /// Whether the text holds a template expression (`{{`) that somebody forgot to render.
    public var isUnrenderedTemplate: Bool { text.holdsTemplate }
}

extension String {
    /// Whether two opening braces stand next to each other anywhere.
    var holdsTemplate: Bool {
        var previous: UInt8 = 0
        for byte in utf8 {
            if byte == UInt8(ascii: "{"), previous == byte { return true }
            previous = byte
        }
        return false
    }
}
