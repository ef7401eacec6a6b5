/// The forms that the API server demands of names, label keys and label values (networkpolicy.md §8).
public enum NameSyntax {
    /// A DNS-1123 label, such as the name of a namespace: 1 to 63 of `a-z 0-9 -`, not beginning or ending with `-` (V1).
    public static func isDNSLabel(_ text: String) -> Bool {
        text.utf8.count <= 63 && isDNSLabelOfAnyLength(text.utf8[...])
    }

    /// A DNS-1123 subdomain, such as the name of a policy: DNS labels joined by dots, 253 characters at most (V1).
    public static func isDNSSubdomain(_ text: String) -> Bool {
        isDNSSubdomain(text.utf8[...])
    }

    /// A label key: an optional DNS subdomain and `/`, then a name of 1 to 63 characters (V2).
    public static func isLabelKey(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return isQualifiedName(bytes[...]) }
        return isDNSSubdomain(bytes[..<slash]) && isQualifiedName(bytes[bytes.index(after: slash)...])
    }

    /// A label value: empty, or like the name part of a label key (V3).
    public static func isLabelValue(_ text: String) -> Bool {
        text.isEmpty || isQualifiedName(text.utf8[...])
    }

    /// An IANA service name, as port names are: 1 to 15 of `a-z 0-9 -` with a letter, no `--`, no `-` at an end (V12).
    public static func isPortName(_ text: String) -> Bool {
        var hasLetter = false
        var previous = hyphen
        for byte in text.utf8 {
            guard isLowerAlphanumeric(byte) || (byte == hyphen && previous != hyphen) else { return false }
            if !isDigit(byte), byte != hyphen { hasLetter = true }
            previous = byte
        }
        return hasLetter && previous != hyphen && text.utf8.count <= 15
    }

    // MARK: Parts

    private static let hyphen = UInt8(ascii: "-")
    private static let dot = UInt8(ascii: ".")

    private static func isDNSSubdomain(_ bytes: Substring.UTF8View) -> Bool {
        // The API server limits the whole to 253, not its parts to 63.
        bytes.count <= 253
            && bytes.split(separator: dot, omittingEmptySubsequences: false).allSatisfy(isDNSLabelOfAnyLength)
    }

    private static func isDNSLabelOfAnyLength(_ bytes: Substring.UTF8View) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        return first != hyphen && last != hyphen && bytes.allSatisfy { isLowerAlphanumeric($0) || $0 == hyphen }
    }

    private static func isQualifiedName(_ bytes: Substring.UTF8View) -> Bool {
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == hyphen || $0 == dot || $0 == UInt8(ascii: "_") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || isDigit(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") || isLowerAlphanumeric(byte)
    }
}
