import Foundation

/// Files that people wrote: the repository's own and, where they are at hand, manifests of real clusters.
enum RealFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The contents of all that are small enough to be read often, in an order that does not change.
    static let contents: [[UInt8]] = folders.flatMap(files).compactMap { file in
        guard let data = try? Data(contentsOf: file), (1...64_000).contains(data.count) else { return nil }
        return Array(data)
    }

    private static let folders = ["examples", "Specs", "../shared/corpora"].map { root.appending(path: $0) }

    private static func files(in folder: URL) -> [URL] {
        guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        return found.compactMap { $0 as? URL }.filter { ["yaml", "yml", "json"].contains($0.pathExtension) }
            .sorted { $0.path() < $1.path() }
    }
}

/// A folder that goes away with its owner.
final class ScratchFolder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "netproof-fuzz-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes the one file of the folder anew.
    func write(_ bytes: [UInt8]) throws -> String {
        let file = url.appending(path: "input.yaml")
        try Data(bytes).write(to: file)
        return file.path()
    }
}
