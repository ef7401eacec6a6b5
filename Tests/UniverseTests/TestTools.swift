import Foundation
import Testing

/// Python with the modules that `scripts/setup-test-tools` installs; where it is missing, checks are skipped with a message.
enum TestTools {
    private static let missing: Int32 = 77
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let judges = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Judges")

    /// What a program of the folder `Judges` prints, given its standard input; nil where it cannot be run.
    static func run(_ judge: String, _ arguments: [String] = [], input: String) throws -> (status: Int32, text: String)?
    {
        let own = root.appending(path: ".build/test-tools/bin/python3").path()
        let python = FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
        let folder = FileManager.default.temporaryDirectory.appending(path: "netproof-tests-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, output) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try Data(input.utf8).write(to: source)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, judges.appending(path: judge).path()] + arguments
        process.standardInput = try FileHandle(forReadingFrom: source)
        let written = try FileHandle(forWritingTo: output)
        (process.standardOutput, process.standardError) = (written, written)
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        guard process.terminationStatus != missing, process.terminationStatus != 127 else {
            print("skipped: no python3 with all modules; scripts/setup-test-tools installs them: \(text)")
            return nil
        }
        return (process.terminationStatus, text)
    }
}
