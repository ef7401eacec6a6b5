import Analyses
import Diagnostics
import Invariants
import Manifests
import PolicyModel
import Reports
import TestSupport
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
        let folder = try TemporaryFolder()
        let file = try folder.write("universe.yaml", text)
        var problems = Diagnostics()
        let exported = UniverseExport(export).run(InputRequest(paths: [file]), into: &problems)
        yaml = exported.map { AdmissionPolicyYAML().text($0.policies, comments: $0.comments) }
        self.diagnostics = exported?.diagnostics ?? problems.sorted
    }
}
