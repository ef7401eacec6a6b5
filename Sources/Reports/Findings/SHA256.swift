/// The hash of FIPS 180-4: nobody can write a policy whose finding has the fingerprint of another one.
enum SHA256 {
    /// The hash in 64 hexadecimal digits.
    static func hexadecimal(_ message: [UInt8]) -> String {
        var state = initialState
        let blocks = padded(message)
        for start in stride(from: 0, to: blocks.count, by: 64) { add(blocks[start..<start + 64], to: &state) }
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// Whole blocks: the message, a one bit, zeros, and the length in bits.
    private static func padded(_ message: [UInt8]) -> [UInt8] {
        let zeros = (119 - message.count % 64) % 64
        let length = UInt64(message.count) * 8
        let tail = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> $0) }
        return message + [0x80] + [UInt8](repeating: 0, count: zeros) + tail
    }

    private static func add(_ block: ArraySlice<UInt8>, to state: inout [UInt32]) {
        let schedule = schedule(of: block)
        var work = state
        for (constant, word) in zip(roundConstants, schedule) { mix(constant &+ word, into: &work) }
        for index in state.indices { state[index] &+= work[index] }
    }

    private static func schedule(of block: ArraySlice<UInt8>) -> [UInt32] {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { start in
            block[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (early, late) = (words[index - 15], words[index - 2])
            let first = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
            let second = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
            words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
        }
        return words
    }

    /// One round; the eight words of `work` are the standard's a to h.
    private static func mix(_ input: UInt32, into work: inout [UInt32]) {
        let (a, e) = (work[0], work[4])
        let choice = e & work[5] ^ ~e & work[6]
        let majority = a & work[1] ^ a & work[2] ^ work[1] & work[2]
        let first = work[7] &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ input
        let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
        work = [first &+ second, a, work[1], work[2], work[3] &+ first, e, work[5], work[6]]
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }
}

/// The standard defines its constants as fractions of roots of primes; so they are worked out, not copied.
extension SHA256 {
    private static let initialState = primes.prefix(8).map { fraction(ofRoot: 2, of: $0) }
    private static let roundConstants = primes.map { fraction(ofRoot: 3, of: $0) }

    /// The first 64.
    private static let primes: [UInt128] = (2...311).filter { number in
        !(2..<number).contains { number.isMultiple(of: $0) }
    }

    /// The first 32 bits of the fraction of a root, which is less than 32.
    private static func fraction(ofRoot degree: Int, of number: UInt128) -> UInt32 {
        let target = number << (32 * degree)
        var root: UInt128 = 0
        for bit in stride(from: 36, through: 0, by: -1) {
            let candidate = root | 1 << bit
            if (1..<degree).reduce(candidate, { power, _ in power * candidate }) <= target { root = candidate }
        }
        return UInt32(truncatingIfNeeded: root)
    }
}
