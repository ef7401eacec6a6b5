/// Gives each finding of a report a fingerprint of its own.
struct Fingerprints {
    private static let version = "netproof/finding/1"

    private var counts: [[String]: Int] = [:]

    init() {}

    /// The fingerprint of a finding; a second one with the same identity is told apart by its number.
    mutating func next(for draft: FindingDraft, of check: String) -> String {
        let words = Self.words(draft, check)
        let number = counts[words, default: 0]
        counts[words] = number + 1
        return Self.fingerprint(number == 0 ? words : words + ["#\(number)"])
    }

    /// The fingerprint of the first finding with this identity.
    static func family(of draft: FindingDraft, of check: String) -> String {
        fingerprint(words(draft, check))
    }

    private static func words(_ draft: FindingDraft, _ check: String) -> [String] {
        [version, check, draft.kind.rawValue] + draft.identity
    }

    private static func fingerprint(_ words: [String]) -> String { Fingerprint.of(words) }
}

/// A short name for some words, the same on every machine.
public enum Fingerprint {
    /// 32 hexadecimal digits.
    public static func of(_ words: [String]) -> String {
        String(SHA256.hexadecimal(Array(JSONValue.strings(words).document.utf8)).prefix(32))
    }
}
