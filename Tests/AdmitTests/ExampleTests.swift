import Analyses
import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

/// `examples/new-namespace`, decided as its README says.
@Suite("The example of a new namespace")
struct ExampleTests {
    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/"

    @Test(
        "each change is decided for the reasons that the README gives",
        arguments: [
            ("admissible/team-b", []),
            ("denied/no-policies", ["guardrail", "invariant"]), ("denied/cut-off", ["invariant"]),
            ("denied/misspelt-label", ["label"]),
            ("denied/opens-production", ["invariant"]), ("denied/leaves-its-tenant", ["invariant", "label"]),
        ])
    func change(_ name: String, _ reasons: [String]) throws {
        let example = Self.root + "examples/new-namespace/"
        let request = AdmissionRequest(
            cluster: InputRequest(
                paths: [example + "cluster"], specPaths: [Self.root + "Specs/guardrails/multi-tenant-baseline.yaml"]),
            changes: [example + name + ".yaml"])
        var diagnostics = Diagnostics()
        let report = try Admission(solver: SolverDescription(version: "any")).run(request, into: &diagnostics)
        let decided = try #require(report, "\(diagnostics.sorted.map(\.text))")
        #expect(Set(decided.reasons.map(\.kind.rawValue)).sorted() == reasons)
        #expect(decided.decision == (reasons.isEmpty ? .admitted : .denied))
        #expect(decided.results.allSatisfy { $0.before == .proved })
    }

    @Test("decisions, and what is said instead of one, keep the published schema")
    func schema() throws {
        let admitted = try Admitted(
            cluster: Documents.namespace("a"), specs: Documents.everyPodIsolated,
            change: Documents.namespace("b", "{x: z}"))
        try expectValid(try admitted.decided().json)
        try expectValid(try admitted.decided().withoutTimings.json)
        for specs in [
            Documents.everyPodIsolated,
            Documents.everyPodIsolated + Documents.universe("{namespaces: {labels: {env: {required: true}}}}"),
        ] {
            let suggesting = try Admitted(
                cluster: Documents.namespace("a"), specs: specs, change: Documents.namespace("b"),
                residual: .withTheirPolicies, suggesting: true)
            #expect(try suggesting.decided().suggestion != nil)
            try expectValid(try suggesting.decided().json)
        }
        let refused = try Admitted(cluster: Documents.namespace("a"), specs: "", deleting: ["namespace/b"])
        try expectValid(RefusedInput(diagnostics: refused.diagnostics.sorted).json(of: .admit))
    }

    private func expectValid(_ document: JSONValue) throws {
        #expect(try SchemaJudge.fault(of: document.document, schema: "admission") ?? "" == "")
    }
}
