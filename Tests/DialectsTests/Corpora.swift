import Diagnostics
import Dialects
import Foundation
import Manifests

/// The collection of real manifests beside the repository; machines without it skip the tests that need it.
enum Corpora {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/corpora").standardized.path

    static let exist = FileManager.default.fileExists(atPath: root)

    static func directories(in path: String = "") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")) ?? []
        return names.sorted()
    }

    /// Loads what is under a path, relative to the root, as the command would.
    static func load(_ path: String, ignoring kinds: [String] = []) -> (input: LoadedInput, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        var documents: [Document] = []
        for file in ManifestFiles.collect(["\(root)/\(path)"], into: &diagnostics) {
            guard let bytes = file.bytes(into: &diagnostics) else { continue }
            documents += ManifestReader().read(text: bytes, file: file.name, into: &diagnostics)
        }
        let loader = InputLoader(options: LoadOptions(ignoredKinds: kinds))
        return (loader.load(documents, into: &diagnostics), diagnostics)
    }

    /// How many errors of each id there are: empty for what loads.
    static func refusals(_ path: String, ignoring kinds: [String] = []) -> [String: Int] {
        load(path, ignoring: kinds).diagnostics.all.filter { $0.severity == .error }
            .reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
    }
}
