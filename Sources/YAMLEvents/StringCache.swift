/// Remembers strings too long to be stored inline, so that the same field name or label is stored once.
///
/// One string to a slot, the newer one wins: the size is bounded and nothing has to be cleared.
struct StringCache {
    /// Strings of up to fifteen bytes need no storage of their own.
    private static let longestInline = 15
    private static let longestCached = 64
    private static let slotCount = 2048

    private var slots = [String](repeating: "", count: slotCount)

    mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.count > Self.longestInline, bytes.count <= Self.longestCached else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let slot = Self.slot(bytes)
        if Self.areEqual(slots[slot], bytes) { return slots[slot] }
        let string = String(decoding: bytes, as: UTF8.self)
        slots[slot] = string
        return string
    }

    /// FNV-1a; a bad spread costs only storage.
    private static func slot(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int((hash ^ (hash >> 32)) % UInt64(slotCount))
    }

    private static func areEqual(_ string: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var string = string
        return string.withUTF8 { $0.elementsEqual(bytes) }
    }
}
