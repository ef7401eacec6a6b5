public import Diagnostics

extension ManifestReader {
    /// The documents of all files behind the paths, in the order of the files.
    ///
    /// Paths are files, directories or `-`: see ``ManifestFiles/collect(_:into:)``.
    public func read(paths: [String], into diagnostics: inout Diagnostics) -> [Document] {
        read(ManifestFiles.collect(paths, into: &diagnostics), into: &diagnostics)
    }

    /// The documents of all files, in their order.
    public func read(_ files: [ManifestFile], into diagnostics: inout Diagnostics) -> [Document] {
        let results = concurrentMap(files) { file in
            var problems = Diagnostics()
            let bytes = file.bytes(limits: limits, into: &problems)
            let documents = bytes.map { read(text: $0, file: file.name, into: &problems) } ?? []
            return (documents, problems)
        }
        var documents: [Document] = []
        for (found, problems) in results {
            documents += found
            diagnostics.append(contentsOf: problems)
        }
        return documents
    }
}
