import Analyses
import Diagnostics
import Foundation
import Reports
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

    private static let checker = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit(77)
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(json.load(sys.stdin))
        """

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
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.checker, Self.root + "schemas/admission.schema.json"]
        let (input, errors) = (Pipe(), Pipe())
        python.standardInput = input
        python.standardError = errors
        try python.run()
        try input.fileHandleForWriting.write(contentsOf: Data(document.document.utf8))
        try input.fileHandleForWriting.close()
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        guard python.terminationStatus != 77, python.terminationStatus != 127 else {
            print("skipped: python3 with jsonschema is not installed")
            return
        }
        #expect(python.terminationStatus == 0, "\(message)")
    }
}
