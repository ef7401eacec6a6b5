public import Diagnostics

extension ManifestReader {
    /// Reads a file that holds one object of Netproof's own and nothing else, strictly; nil after an error has been
    /// reported.
    ///
    /// - Parameters:
    ///   - id: of the problem that the file holds none, or several.
    ///   - read: asks for the fields of the object other than `apiVersion` and `kind`; those that it does not ask for are
    ///     reported as unknown.
    public func object<Value>(
        in file: String, apiVersion: String, kind: String, id: String, into diagnostics: inout Diagnostics,
        _ read: (inout ObjectReader) -> Value
    ) -> Value? {
        guard let document = onlyDocument(of: file, kind: kind, id: id, into: &diagnostics) else { return nil }
        return document.decode(into: &diagnostics) { reader in
            if reader.require("apiVersion") { _ = reader.choice("apiVersion", among: [apiVersion]) }
            if reader.require("kind") { _ = reader.choice("kind", among: [kind]) }
            return read(&reader)
        }
    }

    private func onlyDocument(
        of file: String, kind: String, id: String, into diagnostics: inout Diagnostics
    ) -> Document? {
        var found = Diagnostics()
        let documents = self.read(paths: [file], into: &found)
        if !found.hasErrors, documents.count != 1 {
            found.report(
                Diagnostic(
                    id, at: SourceLocation(file: file),
                    documents.isEmpty ? "the file is empty" : "the file holds \(documents.count) documents",
                    expected: "expected one object of kind \(kind.inBackticks)"))
        }
        diagnostics.append(contentsOf: found)
        return found.hasErrors ? nil : documents.first
    }
}
