import Analyses
import Diagnostics
import Foundation
import Reports
import Testing

/// What `verify` says of rules and of the cluster that they are about.
enum Verified {
    static func report(_ rules: String, _ cluster: String) throws -> VerificationReport? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "netproof-rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(cluster.utf8).write(to: folder.appending(path: "cluster.yaml"))
        try Data(rules.utf8).write(to: folder.appending(path: "rules.dl"))
        var diagnostics = Diagnostics()
        let verification = Verification(solver: SolverDescription(version: "any"))
        let report = try verification.run(InputRequest(paths: [folder.path()]), into: &diagnostics) { _ in }
        #expect(diagnostics.sorted.isEmpty, "\(diagnostics.sorted.map(\.text))")
        return report
    }

    static func result(_ rules: String, _ cluster: String) throws -> InvariantResult {
        try #require(try report(rules, cluster)?.results.first)
    }
}
