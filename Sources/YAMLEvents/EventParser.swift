import CYAML

/// Reads UTF-8 text as YAML 1.1, event by event.
///
/// After an error the parser yields nothing more until it is restarted behind the damage.
public struct EventParser: ~Copyable {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    /// On the heap since libyaml keeps pointers from the parser into itself.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var firstLine: Int
    private var start = 0
    private var strings = StringCache()
    private let lineMap: LineMap?
    /// Where the text ends, if that is within a line: libyaml would have it on a line of its own.
    private let end: Position?

    /// Copies `text`, which must be UTF-8 without a byte order mark; its first line counts as `firstLine`.
    ///
    /// `hasForeignBreaks` tells that U+0085, U+2028 or U+2029 occur, at which YAML 1.1 breaks lines and editors do
    /// not; places are then right only until the first restart.
    public init(_ text: ArraySlice<UInt8>, firstLine: Int = 1, hasForeignBreaks: Bool = false) {
        bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(text.count, 1))
        _ = bytes.initialize(from: text)
        parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        self.firstLine = firstLine
        count = text.count
        end = Self.end(of: text, firstLine: firstLine)
        lineMap = hasForeignBreaks ? LineMap(UnsafeBufferPointer(rebasing: bytes[..<count])) : nil
        Self.begin(parser, bytes, 0..<count)
    }

    private let count: Int

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    /// Forgets what has been read and goes on at a byte offset, which must be the beginning of a line numbered `line`.
    public mutating func restart(at offset: Int, line: Int) {
        precondition((0...count).contains(offset), "a restart outside of the text would read foreign memory")
        yaml_parser_delete(parser)
        (start, firstLine) = (offset, line)
        Self.begin(parser, bytes, offset..<count)
    }

    /// The next event; repeats the end of the stream once it is reached.
    public mutating func next() throws(SyntaxError) -> Event {
        var raw = yaml_event_t()
        guard yaml_parser_parse(parser, &raw) == 1 else { throw syntaxError() }
        defer { yaml_event_delete(&raw) }
        return Event(content: content(raw), position: position(raw.start_mark))
    }

    private static func begin(
        _ parser: UnsafeMutablePointer<yaml_parser_t>, _ bytes: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>
    ) {
        // It fails only for want of memory, which nothing here could survive.
        precondition(yaml_parser_initialize(parser) == 1, "no memory for a YAML parser")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        // The buffer has at least one byte of capacity, hence a base address.
        yaml_parser_set_input_string(parser, bytes.baseAddress! + range.lowerBound, range.count)
    }

    private mutating func content(_ raw: yaml_event_t) -> Event.Content {
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            let text = strings.string(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            return .scalar(text, isPlain: isPlain, properties(scalar.anchor, scalar.tag))
        case YAML_MAPPING_START_EVENT:
            return .mappingStart(properties(raw.data.mapping_start.anchor, raw.data.mapping_start.tag))
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_SEQUENCE_START_EVENT:
            return .sequenceStart(properties(raw.data.sequence_start.anchor, raw.data.sequence_start.tag))
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_ALIAS_EVENT: return .alias(Self.text(raw.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: return .documentStart(isExplicit: raw.data.document_start.implicit == 0)
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_START_EVENT: return .streamStart
        // libyaml gives an empty event when it is asked to go on behind the end or an error.
        default: return .streamEnd
        }
    }

    private func properties(
        _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ tag: UnsafeMutablePointer<yaml_char_t>?
    ) -> NodeProperties {
        if anchor == nil && tag == nil { return .none }
        return NodeProperties(anchor: Self.text(anchor), tag: Self.text(tag))
    }

    private static func text(_ pointer: UnsafePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

// MARK: Places and errors

extension EventParser {
    private func position(_ mark: yaml_mark_t) -> Position {
        var place = (line: Int(mark.line), column: Int(mark.column))
        if let lineMap { place = lineMap.place(line: place.line, column: place.column) }
        let position = Position(line: firstLine + place.line, column: place.column + 1)
        if let end, position.line > end.line { return end }
        return position
    }

    /// The place behind the last character of a text that does not end with a line break.
    private static func end(of text: ArraySlice<UInt8>, firstLine: Int) -> Position? {
        let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        guard let last = text.last, last != feed, last != carriage else { return nil }
        var (line, lineStart) = (firstLine, text.startIndex)
        for offset in text.indices
        where text[offset] == feed || text[offset] == carriage && text[offset + 1] != feed {
            (line, lineStart) = (line + 1, offset + 1)
        }
        return Position(line: line, column: text[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
    }

    private func syntaxError() -> SyntaxError {
        let raw = parser.pointee
        let problem = raw.problem.map { String(cString: $0) } ?? "no memory to read on"
        if raw.error == YAML_READER_ERROR {
            return SyntaxError(problem: problem, position: position(ofByte: raw.problem_offset), context: nil)
        }
        let context = raw.context.map {
            SyntaxError.Context(message: String(cString: $0), position: position(raw.context_mark))
        }
        return SyntaxError(problem: problem, position: position(raw.problem_mark), context: context)
    }

    /// The place of a byte that libyaml could not decode: it gives an offset only.
    private func position(ofByte offset: Int) -> Position {
        let before = bytes[start..<min(start + offset, count)]
        let newline = UInt8(ascii: "\n")
        let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? start
        let column = bytes[lineStart..<before.endIndex].count { $0 & 0xC0 != 0x80 } + 1
        return Position(line: firstLine + before.count { $0 == newline }, column: column)
    }
}
