import Foundation
import TestSupport
import Testing

struct ConfigurationTests {
    private static let header = "apiVersion: netproof.dev/v1alpha1\nkind: Configuration\n"

    /// A folder with a cluster, an invariant that is refuted, and a configuration.
    private func folder(_ configuration: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("cluster.yaml", Samples.namespaces)
        try folder.write("specs.yaml", Samples.invariant("open"))
        try folder.write("netproof.yaml", Self.header + configuration)
        return folder
    }

    private func run(_ line: String, in folder: TemporaryFolder) throws -> Command.Result {
        try Command.bash("cd '\(folder.url.path())' && \"$netproof\" \(line)")
    }

    @Test("Without paths, netproof.yaml of the working directory says what to do")
    func found() throws {
        let folder = try folder("inputs: [cluster.yaml]\nspecs: [specs.yaml]\noutputs: [json=report.json]\n")
        let result = try run("verify", in: folder)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(try folder.text(of: "report.json").contains(#""file": "specs.yaml""#))
        let trace = try run("trace --from test/[a=b] --to prod/[a=b] --port 80/tcp", in: folder)
        #expect(trace.status == 0)
    }

    @Test("A configuration among the manifests of a directory is no manifest")
    func amongManifests() throws {
        let folder = try folder("inputs: [.]\n")
        #expect(try run("verify", in: folder).status == 1)
    }

    @Test("Flags stand in place of what the configuration says, and paths leave it out")
    func overridden() throws {
        let folder = try folder("inputs: [nothing.yaml]\nspecs: [specs.yaml]\nfailOn: high\noutputs: [json]\n")
        #expect(try run("verify", in: folder).status == 2)
        #expect(try run("verify cluster.yaml specs.yaml", in: folder).status == 1)
        let named = try run("verify cluster.yaml --config netproof.yaml --format text", in: folder)
        #expect(named.status == 0)
        #expect(named.output.contains("refuted    open  [medium, reported only]"))
        #expect(try run("verify cluster.yaml --config netproof.yaml --fail-on low", in: folder).status == 1)
    }

    @Test("A faulty configuration ends with 2 and its place, in the formats that were asked for")
    func faulty() throws {
        let folder = try folder("inptus: [.]\n")
        let result = try run("verify --format json", in: folder)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("netproof.yaml:3:1: error: unknown field `inptus`\n"))
        #expect(result.output.contains("did you mean `inputs`?"))
        let empty = try self.folder("failOn: low\n")
        #expect(try run("verify", in: empty).errors.contains("the configuration names no inputs"))
        #expect(try run("verify --config nowhere.yaml", in: empty).status == 2)
    }

    @Test("The file of the universe must hold one")
    func universe() throws {
        let folder = try folder("inputs: [cluster.yaml]\nuniverse: specs.yaml\n")
        let result = try run("verify", in: folder)
        #expect(result.status == 2)
        #expect(result.errors == "specs.yaml: error: the file holds no LabelUniverse\n")
    }
}

struct FailOnTests {
    @Test("An invariant below --fail-on is reported and does not fail, in every format")
    func below() throws {
        for format in ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "policyreport"] {
            let result = try Command.run(
                "verify", "-", "--fail-on", "high", "--format", format, input: Samples.open)
            #expect(result.status == 0)
            #expect(result.output.contains("open"))
            #expect(result.errors.contains("no invariant has severity `high` or more"))
        }
        #expect(try Command.run("verify", "-", "--fail-on", "medium", input: Samples.open).status == 1)
    }

    @Test("A graver invariant fails all the same")
    func mixed() throws {
        let grave = Samples.invariant("grave").replacing("spec:\n", with: "spec:\n  severity: critical\n")
        let result = try Command.run("verify", "-", "--fail-on", "high", input: Samples.open + grave)
        #expect(result.status == 1)
        #expect(result.errors.isEmpty)
    }
}
