import Diagnostics

/// The one meaning of unquoted scalars: that of kubectl, whose reader knows YAML 1.1 booleans and octal numbers but
/// neither base 60 nor dates.
///
/// Where a reader of YAML 1.2, or a complete one of YAML 1.1, sees something else, the value is ``ScalarValue/disputed``.
enum ScalarRules {
    static func value(ofPlain text: String) -> ScalarValue {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "~"): return text == "~" ? .null : .string(text)
        case UInt8(ascii: "."): return dotted(text)
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(text)
        case _ where text.utf8.count <= 5: return word(text)
        default: return .string(text)
        }
    }

    private static func word(_ text: String) -> ScalarValue {
        switch text {
        case "null", "Null", "NULL": .null
        case "true", "True", "TRUE": .bool(true)
        case "false", "False", "FALSE": .bool(false)
        case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON": disputedWord(text, true)
        case "n", "N", "no", "No", "NO", "off", "Off", "OFF": disputedWord(text, false)
        default: .string(text)
        }
    }

    private static func disputedWord(_ text: String, _ flag: Bool) -> ScalarValue {
        disputed(.bool(flag), .string(text))
    }

    private static func dotted(_ text: String) -> ScalarValue {
        switch text {
        case ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN": return .float
        default:
            let bytes = Array(text.utf8)
            if isDecimalFraction(bytes[...]) { return .float }
            return isDecimalFraction(bytes.filter { $0 != underscore }[...])
                ? disputed(.string(text), .float) : .string(text)
        }
    }

    // MARK: Numbers

    private static let underscore = UInt8(ascii: "_")
    private static let zero = UInt8(ascii: "0")

    private static func number(_ text: String) -> ScalarValue {
        let bytes = Array(text.utf8)
        let isSigned = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+")
        let written = bytes.dropFirst(isSigned ? 1 : 0)
        if [".inf", ".Inf", ".INF"].contains(text.dropFirst()) { return .float }
        if isBaseSixty(written) {
            return .disputed(kubectl: "the string \(text.inBackticks)", others: "a number of base 60")
        }
        let digits = written.contains(underscore) ? written.filter { $0 != underscore }[...] : written
        let isNegative = bytes[0] == UInt8(ascii: "-")
        guard let reading = unsigned(digits, isNegative: isNegative, isSigned: isSigned) else { return .string(text) }
        if digits.count != written.count, case .disputed(let kubectl, _) = reading {
            return .disputed(kubectl: kubectl, others: "the string \(text.inBackticks)")
        }
        return digits.count == written.count ? reading : disputed(reading, .string(text))
    }

    /// The value of a number without sign and underscores; nil where it is none.
    private static func unsigned(_ digits: ArraySlice<UInt8>, isNegative: Bool, isSigned: Bool) -> ScalarValue? {
        guard let first = digits.first else { return nil }
        if digits.allSatisfy(isDigit) {
            let decimal = integer(digits, radix: 10, isNegative: isNegative)
            guard first == zero, digits.count > 1 else { return decimal }
            let isOctal = digits.allSatisfy { $0 < UInt8(ascii: "8") }
            let kubectl = isOctal ? integer(digits, radix: 8, isNegative: isNegative) : .float
            return disputed(kubectl, decimal)
        }
        if let (radix, body) = prefixed(digits) {
            let value = integer(body, radix: radix, isNegative: isNegative)
            let everybodyAgrees = radix == 16 && !isSigned && digits.dropFirst().first == UInt8(ascii: "x")
            let asWritten = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
            return everybodyAgrees ? value : disputed(value, .string(asWritten))
        }
        return isDecimalFraction(digits) ? .float : nil
    }

    private static func prefixed(_ digits: ArraySlice<UInt8>) -> (radix: Int, body: ArraySlice<UInt8>)? {
        guard digits.first == zero, let letter = digits.dropFirst().first else { return nil }
        let radix: Int
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): radix = 16
        case UInt8(ascii: "o"), UInt8(ascii: "O"): radix = 8
        case UInt8(ascii: "b"), UInt8(ascii: "B"): radix = 2
        default: return nil
        }
        let body = digits.dropFirst(2)
        let isNumber = !body.isEmpty && body.allSatisfy { digitValue($0).map { $0 < radix } ?? false }
        return isNumber ? (radix, body) : nil
    }

    private static func integer(_ digits: ArraySlice<UInt8>, radix: Int, isNegative: Bool) -> ScalarValue {
        let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
        return Int64(text, radix: radix).map { .integer($0) } ?? .integerOutOfRange
    }

    /// `.5`, `1`, `1.`, `1.5`, each with an optional exponent.
    private static func isDecimalFraction(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = rest.prefix(while: isDigit)
            if whole.isEmpty, fraction.isEmpty { return false }
            rest = rest.dropFirst(fraction.count)
        } else if whole.isEmpty {
            return false
        }
        guard let letter = rest.first else { return true }
        guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    /// `12:30:45`: a number to complete readers of YAML 1.1.
    private static func isBaseSixty(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.contains(UInt8(ascii: ":")) else { return false }
        let whole = text.prefix { $0 != UInt8(ascii: ".") }
        guard text.dropFirst(whole.count).dropFirst().allSatisfy({ isDigit($0) || $0 == underscore }) else {
            return false
        }
        let parts = whole.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let first = parts.first?.first, isDigit(first) else { return false }
        return parts[0].allSatisfy { isDigit($0) || $0 == underscore }
            && parts.dropFirst().allSatisfy { part in
                (1...2).contains(part.count) && part.allSatisfy(isDigit)
                    && (part.count == 1 || part[part.startIndex] < UInt8(ascii: "6"))
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= UInt8(ascii: "9") }

    private static func digitValue(_ byte: UInt8) -> Int? { Character(Unicode.Scalar(byte)).hexDigitValue }

    private static func disputed(_ kubectl: ScalarValue, _ others: ScalarValue) -> ScalarValue {
        .disputed(kubectl: kubectl.inWords, others: others.inWords)
    }
}
