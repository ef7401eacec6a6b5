import Analyses
import Diagnostics
import Reports
import TestSupport
import Testing

/// Files of a cluster, of Specs and of a change, and what `admit` and `verify` say of them.
struct Admitted {
    var diagnostics = Diagnostics()
    /// Nil where the input was refused.
    var report: AdmissionReport?

    init(
        cluster: String, specs: String, change: String = "", deleting: [String] = [],
        residual: AdmissionRequest.ResidualQuestion? = nil, suggesting: Bool = false, assuming: Bool = false,
        templates: [String: String] = [:], rules: String = ""
    ) throws {
        let folder = try TemporaryFolder()
        for (name, text) in templates { try folder.write(name, text) }
        let clusterFile = try folder.write("cluster.yaml", cluster)
        let specsFile = try folder.write("specs.yaml", specs)
        let changes = change.isEmpty ? [] : [try folder.write("change.yaml", change)]
        let rulesFile = try folder.write("rules.dl", rules)
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
        let folder = try TemporaryFolder()
        let paths = [try folder.write("cluster.yaml", cluster), try folder.write("specs.yaml", specs)]
        var diagnostics = Diagnostics()
        let report = try Verification(solver: SolverDescription(version: "any"))
            .run(InputRequest(paths: paths), into: &diagnostics) { _ in }
        let results = try #require(report, "\(diagnostics.sorted.map(\.text))").results
        return Dictionary(uniqueKeysWithValues: results.map { ($0.invariant, $0.verdict) })
    }
}
