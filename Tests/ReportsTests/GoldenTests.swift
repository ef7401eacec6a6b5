import Foundation
import Reports
import Testing

/// Every format of a verification, byte for byte.
struct GoldenTests {
    @Test("Each format writes what its golden holds", arguments: ReportFormats.all.map(\.name))
    func goldens(_ name: String) throws {
        let format = try #require(ReportFormats.named(name))
        let options = GoldenReports.options
        try Golden.compare(format.text(GoldenReports.everything, options), "everything.\(name)")
        try Golden.compare(format.text(GoldenReports.nothing, options), "nothing.\(name)")
        try Golden.compare(format.text(GoldenReports.refused, options), "refused.\(name)")
        try Golden.compare(format.text(GoldenReports.hostile, options), "hostile.\(name)")
    }

    @Test("Every golden belongs to a format")
    func orphans() throws {
        let names = Set(ReportFormats.all.map(\.name))
        for file in try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path()) {
            #expect(names.contains(String(file.split(separator: ".").last ?? "")), "\(file)")
        }
    }
}
