import Foundation

/// A folder that goes away with the test.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "netproof-coverage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file that it now holds.
    func write(_ name: String, _ text: String) throws -> String {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path()
    }
}

extension Clusters.Sample {
    /// The paths of the files that the folder now holds.
    func writeSpecs(to folder: Folder) throws -> [String] {
        try [folder.write("specs.yaml", specs)] + [rules].compactMap(\.self).map { try folder.write("rules.dl", $0) }
    }
}
