import Foundation

/// How many random policy sets to try: `NETPROOF_RANDOM_CASES` in the environment, else what an ordinary run has time for.
enum RandomCases {
    static let count = number("NETPROOF_RANDOM_CASES") ?? 2000

    /// The first seed; further cases count on from it.
    static let firstSeed = UInt64(number("NETPROOF_RANDOM_SEED") ?? 1)

    static let isLong = number("NETPROOF_RANDOM_CASES") != nil

    static func seed(_ number: Int) -> UInt64 { firstSeed &+ UInt64(number) }

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }
}
