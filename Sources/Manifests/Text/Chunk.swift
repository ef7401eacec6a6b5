/// A stretch of a file that holds one document at most, from one `---` to the next.
///
/// A line that begins with `---` ends every document, be it inside of a block scalar: files can be cut there before
/// anything else is known about them.
struct Chunk {
    /// Byte offsets into the file.
    var range: Range<Int>
    /// The number of its first line.
    var line: Int
    /// The first byte of the document's own text; nil where there is nothing but comments.
    var firstContent: UInt8?
    /// The first byte that no YAML may hold.
    var damage: Damage?
    /// Whether characters occur at which YAML 1.1 breaks lines, and nobody else does.
    var hasForeignBreaks = false
    /// Whether kubectl does not cut here, so that it never looks at the document.
    var isHiddenFromKubectl = false

    /// Whether the text looks like an object or a list of JSON.
    var opensLikeJSON: Bool { firstContent == UInt8(ascii: "{") || firstContent == UInt8(ascii: "[") }
}

/// A byte that cannot stand in text, with its place.
struct Damage {
    enum Kind {
        case invalidUTF8
        case controlCharacter(UInt32)
    }

    var kind: Kind
    var line: Int
    var column: Int
}
