import Diagnostics
import YAMLEvents

/// The tags that every reader of YAML knows.
enum CoreTag {
    static let prefix = "tag:yaml.org,2002:"

    /// The tag as people write it.
    static func short(_ tag: String) -> String {
        tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
    }
}

extension Composer {
    /// The scalar that a tag makes of another; a tag that does not fit is reported.
    mutating func resolve(_ scalar: Scalar, tag: String?, at position: Position) -> Scalar {
        guard let tag else { return scalar }
        let plain = Scalar(text: scalar.text, isPlain: true)
        let quoted = Scalar(text: scalar.text, isPlain: false)
        let fits: Bool
        switch CoreTag.short(tag) {
        case "!", "!!str", "!!timestamp": return quoted
        case "!!binary": return binary(quoted, at: position)
        case "!!merge": return scalar
        case "!!null": fits = plain.value == .null
        case "!!bool": if case .bool = plain.value { fits = true } else { fits = false }
        case "!!int":
            if case .integer = plain.value { fits = true } else { fits = plain.value == .integerOutOfRange }
        case "!!float":
            switch plain.value {
            case .float, .integer, .integerOutOfRange: fits = true
            default: fits = false
            }
        default:
            reportTag(tag, position)
            return scalar
        }
        if !fits {
            problems.report(
                "tag", at: position,
                "\(scalar.text.inBackticks) is not what its tag \(CoreTag.short(tag).inBackticks) says")
        }
        return plain
    }

    /// Reports a tag in front of a mapping or sequence that is not the one of its kind.
    mutating func checkTag(_ tag: String?, _ kind: String, _ position: Position) {
        if let tag, tag != "!", tag != CoreTag.prefix + kind { reportTag(tag, position) }
    }

    private mutating func reportTag(_ tag: String, _ position: Position) {
        problems.report(
            "tag", at: position, "the tag \(CoreTag.short(tag).inBackticks) means nothing here",
            expected: "expected plain YAML, without tags of other programs")
    }

    private mutating func binary(_ scalar: Scalar, at position: Position) -> Scalar {
        guard let bytes = Base64.decode(scalar.text), let text = String(validating: bytes, as: UTF8.self) else {
            problems.report("tag", at: position, "`!!binary` holds no text in base64", expected: "expected UTF-8 text")
            return scalar
        }
        return Scalar(text: text, isPlain: false)
    }
}

/// Base64 with line breaks, as `!!binary` has it.
enum Base64 {
    /// The bytes; nil where the text is not base64.
    static func decode(_ text: String) -> [UInt8]? {
        let letters = text.utf8.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        let body = letters.reversed().drop { $0 == UInt8(ascii: "=") }
        guard letters.count % 4 == 0, letters.count - body.count <= 2 else { return nil }
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount = 0
        for letter in body.reversed() {
            guard let value = value(letter) else { return nil }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        return result
    }

    private static func value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
