import Analyses
import Diagnostics
import Foundation
import Reports
import Testing

/// Files of a cluster, of Specs and of a change, and what `admit` and `verify` say of them.
struct Admitted {
    var diagnostics = Diagnostics()
    /// Nil where the input was refused.
    var report: AdmissionReport?
    /// What `verify` says of the cluster without the change, and with it where nothing is deleted.
    var before: VerificationReport?

    init(
        cluster: String, specs: String, change: String = "", deleting: [String] = [],
        residual: AdmissionRequest.ResidualQuestion? = nil, suggesting: Bool = false, assuming: Bool = false,
        templates: [String: String] = [:], rules: String = ""
    ) throws {
        let folder = try Folder()
        for (name, text) in templates { _ = try folder.write(text, as: name) }
        let clusterFile = try folder.write(cluster, as: "cluster.yaml")
        let specsFile = try folder.write(specs, as: "specs.yaml")
        let changes = change.isEmpty ? [] : [try folder.write(change, as: "change.yaml")]
        let rulesFile = try folder.write(rules, as: "rules.dl")
        let request = AdmissionRequest(
            cluster: InputRequest(paths: [clusterFile], specPaths: [specsFile, rulesFile]), changes: changes,
            deletions: deleting,
            residual: residual, suggests: suggesting, assumesTemplates: assuming)
        report = try Admission(solver: SolverDescription(version: "any")).run(request, into: &diagnostics)
    }

    func decided() throws -> AdmissionReport {
        try #require(report, "\(diagnostics.sorted.map(\.text))")
    }

    /// The verdicts of `verify`, by invariant.
    static func verdicts(cluster: String, specs: String) throws -> [String: Verdict] {
        let folder = try Folder()
        let paths = [try folder.write(cluster, as: "cluster.yaml"), try folder.write(specs, as: "specs.yaml")]
        var diagnostics = Diagnostics()
        let report = try Verification(solver: SolverDescription(version: "any"))
            .run(InputRequest(paths: paths), into: &diagnostics) { _ in }
        let results = try #require(report, "\(diagnostics.sorted.map(\.text))").results
        return Dictionary(uniqueKeysWithValues: results.map { ($0.invariant, $0.verdict) })
    }
}

/// A folder that is gone when the test is.
final class Folder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("netproof-admit-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func write(_ text: String, as name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
