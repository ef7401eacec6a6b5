import Foundation
import TestSupport

/// Files that people wrote: the repository's own and, where they are at hand, manifests of real clusters.
enum RealFiles {
    /// The contents of all that are small enough to be read often, in an order that does not change.
    static let contents: [[UInt8]] = folders.flatMap(files).compactMap { file in
        guard let data = try? Data(contentsOf: file), (1...64_000).contains(data.count) else { return nil }
        return Array(data)
    }

    private static let folders = ["examples", "Specs", "../shared/corpora"].map { packageRoot.appending(path: $0) }

    private static func files(in folder: URL) -> [URL] {
        guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        return found.compactMap { $0 as? URL }.filter { ["yaml", "yml", "json"].contains($0.pathExtension) }
            .sorted { $0.path() < $1.path() }
    }
}
