import Foundation
import Testing

/// Files that hold what formats write. With `NETPROOF_RECORD=1` they are written anew, and the run fails.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
    private static let isRecording = ProcessInfo.processInfo.environment["NETPROOF_RECORD"] == "1"

    static func compare(_ text: String, _ name: String) throws {
        let file = folder.appending(path: name)
        guard !isRecording else {
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let (lines, expected) = (text.split(separator: "\n"), golden.split(separator: "\n"))
        let difference = zip(lines, expected).first { $0 != $1 }
        #expect(text == golden, "\(name): \(difference.map { "\($0.0) is not \($0.1)" } ?? "more or fewer lines")")
    }
}
