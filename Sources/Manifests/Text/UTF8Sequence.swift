/// Decoding of one character.
enum UTF8Sequence {
    /// The character that begins at `offset` and its length in bytes; nil where the bytes are no UTF-8.
    static func decode(_ bytes: [UInt8], at offset: Int) -> (scalar: UInt32, length: Int)? {
        let lead = bytes[offset]
        let length: Int
        let smallest: UInt32
        var scalar: UInt32
        switch lead {
        case 0..<0x80: return (UInt32(lead), 1)
        case 0xC2...0xDF: (length, smallest, scalar) = (2, 0x80, UInt32(lead & 0x1F))
        case 0xE0...0xEF: (length, smallest, scalar) = (3, 0x800, UInt32(lead & 0x0F))
        case 0xF0...0xF4: (length, smallest, scalar) = (4, 0x10000, UInt32(lead & 0x07))
        default: return nil
        }
        guard offset + length <= bytes.count else { return nil }
        for position in (offset + 1)..<(offset + length) {
            guard bytes[position] & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(bytes[position] & 0x3F)
        }
        let isSurrogate = (0xD800...0xDFFF).contains(scalar)
        return scalar >= smallest && scalar <= 0x10FFFF && !isSurrogate ? (scalar, length) : nil
    }
}
