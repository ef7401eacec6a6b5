/// Cuts a file into chunks and checks every byte of it, in one pass.
struct ChunkScanner {
    private let bytes: [UInt8]
    private var offset: Int
    private var line = 1
    private var chunks: [Chunk] = []
    private var current: Chunk
    /// Whether only directives and comments came so far, to which the coming `---` belongs.
    private var hasDirective = false
    private var startsWithSeparator = false
    /// Whether a document came since kubectl would last have cut.
    private var hasContentSinceCut = false

    private init(_ bytes: [UInt8], from offset: Int) {
        self.bytes = bytes
        self.offset = offset
        current = Chunk(range: offset..<offset, line: 1)
    }

    static func chunks(of bytes: [UInt8], from offset: Int) -> [Chunk] {
        var scanner = ChunkScanner(bytes, from: offset)
        while scanner.offset < bytes.count { scanner.scanLine() }
        scanner.cut(at: bytes.count)
        return scanner.chunks
    }

    private mutating func cut(at end: Int) {
        current.range = current.range.lowerBound..<end
        if !current.range.isEmpty { chunks.append(current) }
        current = Chunk(range: end..<end, line: line)
        hasDirective = false
        startsWithSeparator = false
    }

    private mutating func scanLine() {
        if isMarker(UInt8(ascii: "-")) {
            beginDocument()
        } else if isMarker(UInt8(ascii: ".")) {
            skipLine()
            cut(at: offset)
            current.isHiddenFromKubectl = hasContentSinceCut
            return
        } else if current.firstContent == nil {
            noteContent(from: offset, mayBeDirective: !startsWithSeparator)
        }
        skipLine()
    }

    /// `---` or `...` at the beginning of a line, with nothing but a blank behind it.
    private func isMarker(_ letter: UInt8) -> Bool {
        guard bytes[offset] == letter, offset + 2 < bytes.count, bytes[offset + 1] == letter,
            bytes[offset + 2] == letter
        else { return false }
        return offset + 3 == bytes.count || bytes[offset + 3].isBlankOrBreak
    }

    private mutating func beginDocument() {
        let isWithoutDirectives = current.firstContent != nil || !hasDirective
        if isWithoutDirectives { cut(at: offset) }
        startsWithSeparator = true
        let behind = firstNonBlank(from: offset + 3)
        let isAlone = behind.map { bytes[$0] == UInt8(ascii: "#") || bytes[$0].isBreak } ?? true
        if isAlone {
            hasContentSinceCut = false
            current.isHiddenFromKubectl = false
        } else {
            current.isHiddenFromKubectl = hasContentSinceCut
            noteContent(from: offset + 3, mayBeDirective: false)
        }
    }

    private mutating func noteContent(from start: Int, mayBeDirective: Bool) {
        if mayBeDirective, bytes[start] == UInt8(ascii: "%") {
            hasDirective = true
            return
        }
        guard let position = firstNonBlank(from: start) else { return }
        let byte = bytes[position]
        if byte == UInt8(ascii: "#") || byte.isBreak { return }
        current.firstContent = byte
        hasContentSinceCut = true
    }

    private func firstNonBlank(from start: Int) -> Int? {
        var position = start
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
            position += 1
        }
        return position < bytes.count ? position : nil
    }
}

// MARK: Bytes

extension ChunkScanner {
    /// Goes to the beginning of the next line, looking at each byte.
    private mutating func skipLine() {
        let start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte >= 0x20 && byte < 0x7F {
                offset += 1
            } else if byte.isBreak {
                offset += byte == UInt8(ascii: "\r") && isNext(UInt8(ascii: "\n")) ? 2 : 1
                line += 1
                return
            } else if byte == UInt8(ascii: "\t") {
                offset += 1
            } else {
                skipUnusual(lineStart: start)
            }
        }
    }

    private func isNext(_ byte: UInt8) -> Bool { offset + 1 < bytes.count && bytes[offset + 1] == byte }

    private mutating func skipUnusual(lineStart: Int) {
        guard let (scalar, length) = UTF8Sequence.decode(bytes, at: offset) else {
            note(.invalidUTF8, lineStart: lineStart)
            offset += 1
            return
        }
        if !scalar.mayStandInYAML { note(.controlCharacter(scalar), lineStart: lineStart) }
        if scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029 { current.hasForeignBreaks = true }
        offset += length
    }

    private mutating func note(_ kind: Damage.Kind, lineStart: Int) {
        guard current.damage == nil else { return }
        let column = bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 } + 1
        current.damage = Damage(kind: kind, line: line, column: column)
    }
}

extension UInt8 {
    fileprivate var isBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
    fileprivate var isBlankOrBreak: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || isBreak }
}

extension UInt32 {
    /// The printable characters of YAML 1.1; line breaks and tabs are dealt with before.
    fileprivate var mayStandInYAML: Bool {
        self == 0x85 || (0xA0...0xD7FF).contains(self) || (0xE000...0xFFFD).contains(self) || self >= 0x10000
    }
}
