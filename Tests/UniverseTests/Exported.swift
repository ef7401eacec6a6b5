import Analyses
import Diagnostics
import Foundation
import Invariants
import Manifests
import PolicyModel
import Reports
import Testing

/// A LabelUniverse, and what is exported of it.
struct Exported {
    var universe: Universe
    /// Nil where there is nothing to export.
    var yaml: String?
    var diagnostics: [Diagnostic]

    init(_ text: String, _ export: AdmissionExport = AdmissionExport()) throws {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(text.utf8), file: "universe.yaml", into: &diagnostics)
        universe = SpecReader { _, _ in nil }.read(documents, into: &diagnostics).universe
        try #require(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))\n\(text)")
        let file = FileManager.default.temporaryDirectory.appending(path: "netproof-tests-\(UUID().uuidString).yaml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var problems = Diagnostics()
        let exported = UniverseExport(export).run(InputRequest(paths: [file.path()]), into: &problems)
        yaml = exported.map { AdmissionPolicyYAML().text($0.policies, comments: $0.comments) }
        self.diagnostics = exported?.diagnostics ?? problems.sorted
    }
}
