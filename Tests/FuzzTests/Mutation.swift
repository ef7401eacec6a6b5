import Foundation

/// How long to go on, and where to begin: `FUZZ_ROUNDS` and `FUZZ_SEED` in the environment.
struct FuzzSettings {
    let seed: UInt64
    let rounds: Int

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
        rounds = environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 2_000
    }
}

/// Changes bytes as a slip of the hand, a broken pipe or a hostile author would.
enum Mutation {
    private static let pieces: [[UInt8]] = [
        "null", "~", "{}", "[]", "[{}]", "- ", ": ", "-1", "99999999999999999999", "0x10", "010", "1e3", "yes", "\"",
        "'",
        "\0", "*", "&a ", "*a", "<<: ", "---\n", "...\n", "\n", "\r", "\t", "  ", "#", "{{ x }}", "!!str ", "|\n",
        "%YAML 3",
        "spec:", "ingress:", "from:", "podSelector:", "NotIn", "é", "\u{FEFF}", "\u{2028}",
    ].map { Array($0.utf8) }

    static func of(_ file: [UInt8], with others: [[UInt8]], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = file
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let start = Int.random(in: bytes.indices, using: &random)
            let range = start..<min(bytes.count, start + Int.random(in: 0...30, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes.removeSubrange(range)
            case 1: bytes.insert(contentsOf: bytes[range], at: start)
            case 2: bytes[start] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.removeSubrange(start...)
            case 4: bytes += slice(of: others[Int.random(in: others.indices, using: &random)], &random)
            case 5: bytes = lines(bytes, &random)
            default:
                bytes.replaceSubrange(range, with: pieces[Int.random(in: pieces.indices, using: &random)])
            }
        }
        return bytes
    }

    private static func slice(of file: [UInt8], _ random: inout SeededRandom) -> ArraySlice<UInt8> {
        file[Int.random(in: file.indices, using: &random)...].prefix(500)
    }

    /// The file with two of its lines exchanged, or one indented otherwise.
    private static func lines(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let (one, other) = (
            Int.random(in: lines.indices, using: &random), Int.random(in: lines.indices, using: &random)
        )
        if Bool.random(using: &random) { lines.swapAt(one, other) } else { lines[one].insert(0x20, at: 0) }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
}

/// A generator whose sequence depends on its seed alone.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
