extension JSONReader {
    /// A string, from quote to quote.
    mutating func string() throws(Stop) -> String {
        offset += 1
        let start = offset
        var text: [UInt8]?
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                let result = String(decoding: text.map { $0[...] } ?? bytes[start..<offset], as: UTF8.self)
                offset += 1
                return result
            case UInt8(ascii: "\\"):
                if text == nil { text = Array(bytes[start..<offset]) }
                text?.append(contentsOf: try escape())
            case 0..<0x20: throw failure("a string holds an unescaped control character")
            default:
                if byte & 0xC0 == 0x80 { continuationBytes += 1 }
                text?.append(byte)
                offset += 1
            }
        }
        throw failure("the text ends inside of a string")
    }

    private mutating func escape() throws(Stop) -> [UInt8] {
        guard offset + 1 < end else { throw failure("the text ends inside of a string") }
        let simple: UInt8
        switch bytes[offset + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): simple = bytes[offset + 1]
        case UInt8(ascii: "b"): simple = 0x08
        case UInt8(ascii: "f"): simple = 0x0C
        case UInt8(ascii: "n"): simple = 0x0A
        case UInt8(ascii: "r"): simple = 0x0D
        case UInt8(ascii: "t"): simple = 0x09
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("unknown escape in a string")
        }
        offset += 2
        return [simple]
    }

    private mutating func unicodeEscape() throws(Stop) -> [UInt8] {
        var code = try codeUnit()
        if (0xD800...0xDBFF).contains(code), byte == UInt8(ascii: "\\") {
            let low = try codeUnit()
            guard (0xDC00...0xDFFF).contains(low) else { throw failure("half of a surrogate pair") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure("half of a surrogate pair") }
        return Array(String(Character(scalar)).utf8)
    }

    /// The four digits behind `\u`.
    private mutating func codeUnit() throws(Stop) -> UInt32 {
        guard offset + 6 <= end, bytes[offset + 1] == UInt8(ascii: "u") else {
            throw failure("incomplete escape in a string")
        }
        var code: UInt32 = 0
        for position in (offset + 2)..<(offset + 6) {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw failure("incomplete escape in a string")
            }
            code = code << 4 | UInt32(digit)
        }
        offset += 6
        return code
    }

    /// `true`, `false`, `null` or a number.
    mutating func literal() throws(Stop) -> String {
        let start = offset
        var stop = offset
        while stop < end, bytes[stop].isLiteralLetter { stop += 1 }
        let text = bytes[start..<stop]
        guard
            text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) || text.elementsEqual("null".utf8)
                || Self.isNumber(text)
        else { throw failure("did not find a value") }
        offset = stop
        return String(decoding: text, as: UTF8.self)
    }

    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: \.isDigit)
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: \.isDigit)
            if fraction.isEmpty { return false }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard let letter = rest.first else { return true }
        guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(\.isDigit)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    fileprivate var isLiteralLetter: Bool {
        isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
            || self == UInt8(ascii: "-") || self == UInt8(ascii: "+") || self == UInt8(ascii: ".")
    }
}
