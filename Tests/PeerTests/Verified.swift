import Analyses
import Diagnostics
import Evaluation
import Reports
import TestSupport
import Testing

/// What `verify` answers to files.
struct Verified {
    /// Nil where the input was refused.
    var report: VerificationReport?
    var diagnostics: Diagnostics

    /// Runs the whole of `verify` on a file that holds these documents.
    init(_ documents: String..., ignoring kinds: [String] = []) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("input.yaml", documents.joined(separator: "\n---\n"))
        let verification = Verification(solver: SolverDescription(version: "any"))
        diagnostics = Diagnostics()
        let request = InputRequest(paths: [file], ignoredKinds: kinds)
        report = try verification.run(request, into: &diagnostics) { _ in }
    }

    /// The result of the only invariant.
    func result() throws -> InvariantResult {
        let report = try #require(report, "\(diagnostics.sorted.map(\.text))")
        try #require(report.results.count == 1)
        return report.results[0]
    }

    func verdict() throws -> Verdict { try result().verdict }

    /// The counterexample in listed namespaces.
    func counterexample() throws -> Counterexample {
        try #require(try result().counterexamples.first { $0.scope == .listed })
    }

    /// The ids of the errors.
    var errors: [String] { diagnostics.all.filter { $0.severity == .error }.map(\.id) }
}
