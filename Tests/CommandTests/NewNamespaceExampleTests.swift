import Foundation
import TestSupport
import Testing

/// `examples/new-namespace`: what the command says of it is what its README says, and what lies there.
@Suite("The example of a new namespace, by the command")
struct NewNamespaceExampleTests {
    private static let example = "examples/new-namespace/"

    /// With `NETPROOF_RECORD=1` the files are written anew, and the run fails.
    private static let isRecording = ProcessInfo.processInfo.environment["NETPROOF_RECORD"] == "1"

    private func admit(_ changes: String..., further: [String] = []) throws -> Command.Result {
        try Command.run(
            ["admit"] + changes.map { Self.example + $0 }
                + ["--cluster", Self.example + "cluster", "--specs", "Specs/guardrails/multi-tenant-baseline.yaml"]
                + further)
    }

    private func expect(_ text: String, in file: String) throws {
        let url = packageRoot.appending(path: Self.example + file)
        if Self.isRecording {
            try Data(text.utf8).write(to: url)
            Issue.record("\(file) was recorded")
            return
        }
        #expect(text == String(decoding: try Data(contentsOf: url), as: UTF8.self), "\(file)")
    }

    @Test(
        "what is suggested lies there, is written where it is asked for, and is admitted when it is read back",
        arguments: ["denied/no-policies.yaml", "denied/cut-off.yaml"])
    func suggestion(_ change: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path("suggested.yaml")
        let denied = try admit(change, further: ["--suggest-to", file])
        #expect(denied.status == 1)
        let written = try folder.text(of: "suggested.yaml")
        #expect(denied.output.contains(written))
        try expect(written, in: "suggested/team-b.yaml")
        let admitted = try admit(change, "suggested/team-b.yaml")
        #expect(admitted.status == 0, "\(admitted.output)")
    }

    @Test(
        "where nothing is suggested no file is written, and the reason is told",
        arguments: [
            ("denied/misspelt-label.yaml", "no policy changes labels"),
            ("denied/leaves-its-tenant.yaml", "no policy changes labels"),
            ("denied/opens-production.yaml", "team-a/api-for-staging ingress[0]"),
        ])
    func obstacle(_ change: String, _ reason: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path("suggested.yaml")
        let denied = try admit(change, further: ["--suggest-to", file])
        #expect(denied.status == 1)
        #expect(denied.output.contains("no further NetworkPolicies in the namespaces of the change make it admissible"))
        #expect(denied.output.contains(reason))
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("the residual of a namespace without policies asks for those that are suggested")
    func residual() throws {
        let asked = try admit("denied/no-policies.yaml", further: ["--residual", "--suggest"])
        #expect(asked.output.contains("namespace team-b is admissible if\n     under no labels at all\n"))
        #expect(
            asked.output.contains(
                ", only with team-b/allow-same-namespace and team-b/allow-dns and team-b/allow-baseline-monitoring\n"))
        #expect(!asked.output.contains("have not been tried"))
    }

    @Test("the exported admission policy lies there")
    func export() throws {
        let exported = try Command.run(
            "universe", "export", "--as", "validating-admission-policy", Self.example + "cluster")
        #expect(exported.status == 0)
        try expect(exported.output, in: "admission-policy.yaml")
    }
}
