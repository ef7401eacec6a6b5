import Reports

/// The folder that `--counterexamples` names.
struct CounterexampleFolder {
    var path: String

    /// Writes each file; what else the folder holds stays.
    func write(_ files: [CounterexampleFile]) throws(OutputFailure) {
        try Output.makeFolder(at: path)
        for file in files {
            try Output.replaceFile(at: path.hasSuffix("/") ? path + file.name : path + "/" + file.name, with: file.text)
        }
    }
}
