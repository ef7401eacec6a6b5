import Diagnostics

/// A field of a CSV record, and where it begins.
struct CSVField {
    var text: String
    var offset: Int
}

/// A record: its fields, and the line it begins in.
struct CSVRecord {
    var fields: [CSVField]
    var line: Int
    /// Where that line begins.
    var lineOffset: Int
    var problem: Problem?

    struct Problem {
        var message: String
        var offset: Int
    }
}

/// Splits comma-separated values into records: quoted fields, either line ending, blank lines and `#` comments.
struct CSVRecords: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position: Int
    private var line = 1
    private var lineOffset: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lineOffset = position
    }

    mutating func next() -> CSVRecord? {
        while position < bytes.count {
            skipSpaces()
            if position < bytes.count, bytes[position] != Byte.hash, !isAtLineEnd { return record() }
            skipLine()
        }
        return nil
    }

    private mutating func record() -> CSVRecord {
        var record = CSVRecord(fields: [], line: line, lineOffset: lineOffset)
        repeat {
            skipSpaces()
            let isQuoted = position < bytes.count && bytes[position] == Byte.quote
            record.fields.append(isQuoted ? quotedField(&record) : plainField(&record))
        } while take(Byte.comma)
        skipLine()
        return record
    }

    /// Labels in brackets may be separated by commas.
    private mutating func plainField(_ record: inout CSVRecord) -> CSVField {
        let start = position
        var isInBrackets = false
        while position < bytes.count, isInBrackets || bytes[position] != Byte.comma, !isAtLineEnd {
            if bytes[position] == Byte.openingBracket { isInBrackets = true }
            if bytes[position] == Byte.closingBracket { isInBrackets = false }
            if bytes[position] == Byte.quote, record.problem == nil {
                record.problem = .init(
                    message: "a quote inside of a field that does not begin with one", offset: position)
            }
            position += 1
        }
        var end = position
        while end > start, Byte.isSpace(bytes[end - 1]) { end -= 1 }
        return CSVField(text: String(decoding: bytes[start..<end], as: UTF8.self), offset: start)
    }

    /// A quoted field ends in its line: no name has a line break, and one forgotten quote must not eat the file.
    private mutating func quotedField(_ record: inout CSVRecord) -> CSVField {
        let start = position
        var text: [UInt8] = []
        position += 1
        while position < bytes.count, !isAtLineEnd {
            if take(Byte.quote) {
                guard take(Byte.quote) else { return closed(text, start, &record) }
                text.append(Byte.quote)
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        record.problem = record.problem ?? .init(message: "the quote is not closed in its line", offset: start)
        return CSVField(text: String(decoding: text, as: UTF8.self), offset: start)
    }

    private mutating func closed(_ text: [UInt8], _ start: Int, _ record: inout CSVRecord) -> CSVField {
        skipSpaces()
        if position < bytes.count, bytes[position] != Byte.comma, !isAtLineEnd {
            record.problem = record.problem ?? .init(message: "text after a closing quote", offset: position)
            while position < bytes.count, bytes[position] != Byte.comma, !isAtLineEnd { position += 1 }
        }
        return CSVField(text: String(decoding: text, as: UTF8.self), offset: start)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpaces() {
        while position < bytes.count, Byte.isSpace(bytes[position]) { position += 1 }
    }

    /// A carriage return ends a line with or without a line feed behind it.
    private var isAtLineEnd: Bool {
        position < bytes.count && (bytes[position] == Byte.lineFeed || bytes[position] == Byte.carriageReturn)
    }

    private mutating func skipLine() {
        while position < bytes.count, !isAtLineEnd { position += 1 }
        if take(Byte.carriageReturn) {
            _ = take(Byte.lineFeed)
        } else {
            _ = take(Byte.lineFeed)
        }
        line += 1
        lineOffset = position
    }

    private enum Byte {
        static let comma = UInt8(ascii: ",")
        static let quote = UInt8(ascii: "\"")
        static let openingBracket = UInt8(ascii: "[")
        static let closingBracket = UInt8(ascii: "]")
        static let hash = UInt8(ascii: "#")
        static let lineFeed = UInt8(ascii: "\n")
        static let carriageReturn = UInt8(ascii: "\r")

        static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    }
}

extension CSVRecord {
    /// The place of a byte of the record's line, counted in Unicode scalars.
    func location(of offset: Int, in bytes: [UInt8], file: String) -> SourceLocation {
        let before = bytes[lineOffset..<Swift.max(lineOffset, Swift.min(offset, bytes.count))]
        return SourceLocation(file: file, line: line, column: before.count { $0 & 0xC0 != 0x80 } + 1)
    }
}
