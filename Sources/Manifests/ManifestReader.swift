public import Diagnostics

/// Reads YAML and JSON into documents.
public struct ManifestReader: Sendable {
    public let limits: ReadLimits

    /// Pieces of a file of about this many bytes are read at the same time.
    private static let pieceSize = 128 << 10

    public init(limits: ReadLimits = .standard) {
        self.limits = limits
    }

    /// The documents of a file in their order, lists unfolded, documents without content left out.
    ///
    /// Every problem is reported, with a syntax error hiding no more than its own document. A file that cannot be
    /// read as text gives no documents. `file` is the name for messages.
    public func read(text bytes: [UInt8], file: String, into diagnostics: inout Diagnostics) -> [Document] {
        guard let start = check(bytes, file, &diagnostics) else { return [] }
        let chunks = ChunkScanner.chunks(of: bytes, from: start)
        let pieces = Piece.pieces(of: chunks, size: Self.pieceSize)
        let results = concurrentMap(pieces) { $0.read(bytes, chunks, file: file, limits: limits) }
        var documents: [Document] = []
        for result in results {
            documents += result.documents
            diagnostics.append(contentsOf: result.diagnostics)
        }
        return documents
    }

    /// Where the text begins behind its byte order mark; nil where it is no UTF-8, or too long.
    private func check(_ bytes: [UInt8], _ file: String, _ diagnostics: inout Diagnostics) -> Int? {
        guard bytes.count <= limits.bytes else {
            diagnostics.report(.tooLong(file: file, limit: limits.bytes))
            return nil
        }
        let encoding: String
        switch TextEncoding(of: bytes) {
        case .utf8(let markLength): return markLength
        case .utf16: encoding = "UTF-16"
        case .utf32: encoding = "UTF-32"
        }
        diagnostics.report(
            Diagnostic(
                "encoding", at: SourceLocation(file: file), "the file is \(encoding) text",
                expected: "expected UTF-8", suggestion: "convert it, as with `iconv -f \(encoding) -t UTF-8`"))
        return nil
    }
}

/// Consecutive chunks that are read together.
private enum Piece: Sendable {
    case yaml(Range<Int>)
    case json(Int)
    case damaged(Int)

    static func pieces(of chunks: [Chunk], size: Int) -> [Piece] {
        var pieces: [Piece] = []
        var open: Range<Int>?
        func close() {
            if let open { pieces.append(.yaml(open)) }
            open = nil
        }
        for (position, chunk) in chunks.enumerated() {
            if chunk.damage != nil || chunk.opensLikeJSON {
                close()
                pieces.append(chunk.damage == nil ? .json(position) : .damaged(position))
                continue
            }
            if chunk.hasForeignBreaks {
                close()
                pieces.append(.yaml(position..<(position + 1)))
                continue
            }
            let range = (open?.lowerBound ?? position)..<(position + 1)
            open = range
            if chunk.range.upperBound - chunks[range.lowerBound].range.lowerBound >= size { close() }
        }
        close()
        return pieces
    }

    func read(
        _ bytes: [UInt8], _ chunks: [Chunk], file: String, limits: ReadLimits
    ) -> (documents: [Document], diagnostics: Diagnostics) {
        let documents: [Document]
        var diagnostics: Diagnostics
        switch self {
        case .damaged(let position):
            var problems = DocumentProblems(file: file)
            chunks[position].damage.map { problems.reportDamage($0) }
            (documents, diagnostics) = ([], problems.diagnostics)
        case .json(let position):
            (documents, diagnostics) = JSONChunk(bytes, chunks[position], file: file, limits: limits).read()
        case .yaml(let range):
            var reader = StretchReader(bytes, chunks[range], file: file, limits: limits)
            reader.read()
            (documents, diagnostics) = (reader.documents, reader.problems.diagnostics)
        }
        return (ListExpansion.expand(documents, into: &diagnostics), diagnostics)
    }
}
