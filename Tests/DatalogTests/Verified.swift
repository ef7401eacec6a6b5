import Analyses
import Diagnostics
import Reports
import TestSupport
import Testing

/// What `verify` says of rules and of the cluster that they are about.
enum Verified {
    static func report(_ rules: String, _ cluster: String) throws -> VerificationReport? {
        let folder = try TemporaryFolder()
        let paths = [try folder.write("cluster.yaml", cluster), try folder.write("rules.dl", rules)]
        var diagnostics = Diagnostics()
        let verification = Verification(solver: SolverDescription(version: "any"))
        let report = try verification.run(InputRequest(paths: paths), into: &diagnostics) { _ in }
        #expect(diagnostics.sorted.isEmpty, "\(diagnostics.sorted.map(\.text))")
        return report
    }

    static func result(_ rules: String, _ cluster: String) throws -> InvariantResult {
        try #require(try report(rules, cluster)?.results.first)
    }
}
