/// Gives each finding of a report a fingerprint of its own.
struct Fingerprints {
    private static let version = "netproof/finding/1"

    private var counts: [[String]: Int] = [:]

    init() {}

    /// The fingerprint of a finding; a second one with the same identity is told apart by its number.
    mutating func next(for draft: FindingDraft, of result: InvariantResult) -> String {
        let words = [Self.version, result.invariant, draft.kind.rawValue] + draft.identity
        let number = counts[words, default: 0]
        counts[words] = number + 1
        let text = JSONValue.strings(number == 0 ? words : words + ["#\(number)"]).document
        return String(SHA256.hexadecimal(Array(text.utf8)).prefix(32))
    }
}
