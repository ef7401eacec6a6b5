import Diagnostics
import Dialects
import Foundation
import Manifests

/// The cases of another analyser with the outputs that it recorded: a directory beside the repository.
enum RecordedCorpus {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/corpora/np-guard-netpol-analyzer-tests").standardized.path

    static let exists = FileManager.default.fileExists(atPath: root)

    /// The names in a directory below the root, sorted.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").sorted()
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)")), as: UTF8.self)
    }

    /// The cluster of a case, and the documents it was read from, once its faults that have nothing to do with what
    /// is recorded are repaired.
    static func load(_ name: String) -> LoadedCase {
        var diagnostics = Diagnostics()
        let reader = ManifestReader()
        var documents: [Document] = []
        for file in ManifestFiles.collect(["\(root)/tests/\(name)"], into: &diagnostics) {
            guard let bytes = file.bytes(into: &diagnostics) else { continue }
            var text = String(decoding: bytes, as: UTF8.self)
            for (fault, repair) in KnownFaults.repairs[name] ?? [] {
                text = text.replacingOccurrences(of: fault, with: repair)
            }
            documents += reader.read(text: Array(text.utf8), file: file.name, into: &diagnostics)
        }
        let input = InputLoader().load(documents, into: &diagnostics)
        return LoadedCase(documents: documents, input: input, diagnostics: diagnostics)
    }
}

/// A case as our loader sees it.
struct LoadedCase {
    var documents: [Document]
    var input: LoadedInput
    var diagnostics: Diagnostics

    /// The ids of the errors for which it is refused, sorted, each once.
    var refusals: [String] {
        Set(diagnostics.all.filter { $0.severity == .error }.map(\.id)).sorted()
    }
}
