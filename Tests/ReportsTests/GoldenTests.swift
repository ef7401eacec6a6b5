import Foundation
import Reports
import Testing

/// Every format, byte for byte. With `NETPROOF_RECORD=1` the goldens are written anew, and the run fails.
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
    private static let isRecording = ProcessInfo.processInfo.environment["NETPROOF_RECORD"] == "1"

    @Test("Each format writes what its golden holds", arguments: ReportFormats.all.map(\.name))
    func goldens(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        let options = GoldenReports.options
        try compare(format.text(GoldenReports.everything, options), "everything.\(name)")
        try compare(format.text(GoldenReports.nothing, options), "nothing.\(name)")
        try compare(format.text(GoldenReports.refused, options), "refused.\(name)")
        try compare(format.text(GoldenReports.hostile, options), "hostile.\(name)")
    }

    @Test("Every golden belongs to a format")
    func orphans() throws {
        let names = Set(ReportFormats.all.map(\.name))
        for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path()) {
            #expect(names.contains(String(file.split(separator: ".").last ?? "")), "\(file)")
        }
    }

    private func compare(_ text: String, _ name: String) throws {
        let file = Self.folder.appending(path: name)
        guard !Self.isRecording else {
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
