import Diagnostics

/// A chunk that begins with a brace or bracket: JSON, or YAML in its flow style.
struct JSONChunk {
    private let bytes: [UInt8]
    private let chunk: Chunk
    private let file: String
    private let limits: ReadLimits

    init(_ bytes: [UInt8], _ chunk: Chunk, file: String, limits: ReadLimits) {
        self.bytes = bytes
        self.chunk = chunk
        self.file = file
        self.limits = limits
    }

    /// What the chunk says as JSON; where it is none, what it says as YAML.
    ///
    /// If it is neither, the complaint of the reader that came further is given.
    func read() -> (documents: [Document], diagnostics: Diagnostics) {
        let (start, line) = textStart
        var reader = JSONReader(
            bytes, start..<chunk.range.upperBound, line: line.number, lineStart: line.start, limits: limits,
            problems: DocumentProblems(file: file))
        let (documents, failure) = reader.documents()
        guard let failure else { return (documents, reader.problems.diagnostics) }

        var yaml = StretchReader(bytes, [chunk], file: file, limits: limits)
        yaml.read()
        let isYAML = !yaml.problems.diagnostics.hasErrors && documents.isEmpty
        let isTemplate = yaml.problems.diagnostics.all.contains { $0.id == "template" }
        if isYAML || isTemplate || !looksLikeJSON(start) {
            return (yaml.documents, yaml.problems.diagnostics)
        }
        reader.problems.reportSyntax(failure)
        return (documents, reader.problems.diagnostics)
    }

    /// The first byte of the document's own text, behind `---` and comments, with its line.
    private var textStart: (offset: Int, line: (number: Int, start: Int)) {
        var line = (number: chunk.line, start: chunk.range.lowerBound)
        var offset = line.start
        if bytes[offset] == UInt8(ascii: "-") { offset += 3 }
        var isComment = false
        while offset < chunk.range.upperBound, isComment || bytes[offset] != chunk.firstContent {
            if bytes[offset] == UInt8(ascii: "\n") {
                line = (line.number + 1, offset + 1)
                isComment = false
            } else if bytes[offset] == UInt8(ascii: "#") {
                isComment = true
            }
            offset += 1
        }
        return (offset, line)
    }

    /// Whether a quote or another bracket follows the first bracket, as in all JSON but `{}`, `[]` and lists of numbers.
    private func looksLikeJSON(_ start: Int) -> Bool {
        let next = bytes[(start + 1)..<chunk.range.upperBound].first { !" \t\r\n".utf8.contains($0) }
        return next.map { "\"{[".utf8.contains($0) } ?? false
    }
}
