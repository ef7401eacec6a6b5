import YAMLEvents

/// Reads the YAML of consecutive chunks, going on behind a document that cannot be read.
struct StretchReader {
    let bytes: [UInt8]
    /// Not empty, and each behind the other.
    let chunks: ArraySlice<Chunk>
    let limits: ReadLimits
    private(set) var problems: DocumentProblems
    private(set) var documents: [Document] = []

    init(_ bytes: [UInt8], _ chunks: ArraySlice<Chunk>, file: String, limits: ReadLimits) {
        self.bytes = bytes
        self.chunks = chunks
        self.limits = limits
        problems = DocumentProblems(file: file)
    }

    mutating func read() {
        guard let first = chunks.first, let last = chunks.last else { return }
        let start = first.range.lowerBound
        var composer = Composer(
            bytes[start..<last.range.upperBound], firstLine: first.line, hasForeignBreaks: first.hasForeignBreaks,
            limits: limits, problems: problems)
        var position = chunks.startIndex
        while position < chunks.endIndex {
            position = readOn(&composer, from: position)
            if position < chunks.endIndex {
                let chunk = chunks[position]
                composer.parser.restart(at: chunk.range.lowerBound - start, line: chunk.line)
            }
        }
        problems = composer.problems
    }

    /// Reads documents up to the first that cannot be read; gives the position of the chunk behind it.
    private mutating func readOn(_ composer: inout Composer, from start: Int) -> Int {
        var current = start
        composer.isBetweenDocuments = true
        do throws(Composer.Stop) {
            try readAll(&composer, &current)
            return chunks.endIndex
        } catch {
            switch error {
            case .reported: break
            case .template(let place): composer.problems.reportTemplate(at: place)
            case .syntax(let error):
                if composer.isBetweenDocuments { current = max(current, chunkPosition(ofLine: error.firstLine)) }
                report(error, chunks[current], &composer.problems)
            }
            return current + 1
        }
    }

    private mutating func readAll(_ composer: inout Composer, _ current: inout Int) throws(Composer.Stop) {
        while true {
            let event = try composer.next()
            switch event.content {
            case .streamEnd: return
            case .documentStart:
                current = max(current, chunkPosition(ofLine: event.position.line))
                try readDocument(&composer, event.position, hidden: chunks[current].isHiddenFromKubectl)
            default: continue
            }
        }
    }

    private mutating func readDocument(
        _ composer: inout Composer, _ start: Position, hidden: Bool
    ) throws(Composer.Stop) {
        composer.problems.foundError = false
        if hidden { composer.problems.reportHidden(at: start) }
        let root = try composer.document()
        if root.isNull { return }
        documents.append(
            Document(file: composer.problems.file, root: root, isSound: !composer.problems.foundError))
    }

    private func report(_ error: SyntaxError, _ chunk: Chunk, _ problems: inout DocumentProblems) {
        if let place = UnrenderedTemplate.cause(of: error, in: bytes[chunk.range], firstLine: chunk.line) {
            problems.reportTemplate(at: place)
        } else {
            problems.reportSyntax(error)
        }
    }

    /// The last chunk that begins at or before a line.
    private func chunkPosition(ofLine line: Int) -> Int {
        var (low, high) = (chunks.startIndex, chunks.endIndex)
        while high - low > 1 {
            let middle = (low + high) / 2
            if chunks[middle].line <= line { low = middle } else { high = middle }
        }
        return low
    }
}

extension SyntaxError {
    /// The line on which what could not be read begins.
    fileprivate var firstLine: Int { min(position.line, context?.position.line ?? position.line) }
}
