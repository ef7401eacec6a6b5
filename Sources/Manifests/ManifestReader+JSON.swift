public import Diagnostics

extension ManifestReader {
    /// The one JSON object that a text holds, with its lists as they are; nil after it has been reported why there is none.
    public func object(json bytes: [UInt8], file: String, into diagnostics: inout Diagnostics) -> Node? {
        guard bytes.count <= limits.bytes else {
            diagnostics.report(.tooLong(file: file, limit: limits.bytes))
            return nil
        }
        var reader = JSONReader(
            bytes, bytes.indices, line: 1, lineStart: 0, limits: limits, problems: DocumentProblems(file: file))
        let (documents, failure) = reader.documents()
        failure.map { reader.problems.reportSyntax($0) }
        diagnostics.append(contentsOf: reader.problems.diagnostics)
        guard !reader.problems.diagnostics.hasErrors else { return nil }
        guard documents.count == 1, case .mapping? = documents.first?.root.content else {
            diagnostics.report(
                Diagnostic("document", at: SourceLocation(file: file), "the text is not one JSON object"))
            return nil
        }
        return documents[0].root
    }
}
