import Analyses
import Diagnostics
import Reports
import TestSupport

/// Runs suites.
enum SampleSuite {
    /// Runs a suite with this specification in a file beside the folder of its manifests.
    ///
    /// - Parameter files: What that folder holds, by name.
    static func report(_ spec: String, over files: [String: String], filters: [String] = []) throws -> SuiteReport {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write("cluster/\(name)", text) }
        let path = try folder.write(
            "suites/suite.yaml",
            """
            apiVersion: netproof.dev/v1alpha1
            kind: Suite
            metadata: {name: sample}
            spec:
              manifests: [../cluster]

            """ + spec.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined())
        return try run([path], filters: filters)
    }

    static func run(_ paths: [String], filters: [String] = []) throws -> SuiteReport {
        try SuiteRun(solver: SolverDescription(version: "test"), filters: filters).run(paths).withoutTimings
    }
}

extension SuiteReport {
    /// Those of the run, and those of each suite.
    var problems: [Diagnostic] { diagnostics + suites.flatMap(\.diagnostics) }
}
