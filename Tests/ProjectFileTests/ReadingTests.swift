import Diagnostics
import Foundation
import ProjectFile
import Reports
import TestSupport
import Testing

struct ReadingTests {
    private static let header = "apiVersion: netproof.dev/v1alpha1\nkind: Configuration\n"

    /// What becomes of a file of this name in a folder of its own.
    static func read(_ text: String, header: String = header) throws -> (ProjectConfiguration?, [Diagnostic]) {
        let folder = try TemporaryFolder()
        let file = try folder.write("netproof.yaml", header + text)
        var diagnostics = Diagnostics()
        var configuration = ProjectConfiguration.read(file, into: &diagnostics)
        let place = folder.path("")
        if var read = configuration {
            read.inputs = read.inputs.map { $0.replacing(place, with: "@/") }
            read.specs = read.specs.map { $0.replacing(place, with: "@/") }
            read.waivers = read.waivers.map { $0.replacing(place, with: "@/") }
            configuration = read
        }
        return (configuration, diagnostics.sorted)
    }

    @Test("Every field is read, and paths are taken from the directory of the file")
    func whole() throws {
        let (read, problems) = try Self.read(
            """
            inputs: [deploy, /etc/cluster.yaml]
            specs: [specs]
            universe: universe.yaml
            waivers: [waivers.yaml]
            namespace: shop
            ignoreKinds: [CiliumNetworkPolicy.cilium.io]
            outputs: [text, sarif=out.sarif, json=-]
            failOn: high
            strict: true
            """)
        #expect(
            problems.map(\.message) == ["text and json cannot both go to standard output: name a file, as in json=FILE"]
        )
        #expect(read == nil)
        let (good, none) = try Self.read(
            """
            inputs: [deploy, /etc/cluster.yaml]
            specs: [specs]
            universe: universe.yaml
            waivers: [waivers.yaml]
            namespace: shop
            ignoreKinds: [CiliumNetworkPolicy.cilium.io]
            outputs: [text, sarif=out.sarif]
            failOn: high
            strict: true
            """)
        let configuration = try #require(good)
        #expect(none.isEmpty)
        #expect(configuration.inputs == ["@/deploy", "/etc/cluster.yaml"])
        #expect(configuration.specs == ["@/specs"])
        #expect(configuration.waivers == ["@/waivers.yaml"])
        #expect(configuration.universe?.hasSuffix("/universe.yaml") == true)
        #expect(configuration.namespace == "shop")
        #expect(configuration.ignoreKinds == ["CiliumNetworkPolicy.cilium.io"])
        #expect(configuration.outputs.map(\.format.name) == ["text", "sarif"])
        #expect(configuration.outputs[1].file?.hasSuffix("/out.sarif") == true)
        #expect(configuration.failOn == .high)
        #expect(configuration.strict == true)
    }

    @Test(
        "What is not understood is an error with its place and a suggestion",
        arguments: [
            ("input: [a]", "3:1", "unknown field `input`", "did you mean `inputs`?"),
            ("failOn: hihg", "3:9", "`failOn` is `hihg`", "did you mean `high`?"),
            ("outputs: [sariff]", "3:11", "no format is called `sariff`", "did you mean `sarif`?"),
            ("outputs: [json=]", "3:11", "a file is missing after `json=`", ""),
            ("inputs: []", "3:9", "`inputs` is empty", "leave it out if there is nothing to name"),
            ("inputs: deploy", "3:9", "`inputs` is the string `deploy`", ""),
            ("inputs: [\"-\"]", "3:10", "`-` names no file", "name standard input on the command line"),
            ("universe: ''", "3:11", "`` names no file", ""),
            ("strict: yes", "3:9", "kubectl reads `yes` in `strict`", ""),
            ("namespace:", "3:11", "`namespace` is null", "leave `namespace` out if nothing is meant"),
        ])
    func faults(_ text: String, _ place: String, _ message: String, _ suggestion: String) throws {
        let (read, problems) = try Self.read(text)
        #expect(read == nil)
        let problem = try #require(problems.first { $0.severity == .error })
        #expect(problem.location.map { "\($0.line):\($0.column)" } == place)
        #expect(problem.message.hasPrefix(message) || message.hasPrefix("`inputs` is the"), "\(problem.message)")
        #expect(suggestion.isEmpty || problem.suggestion == suggestion)
    }

    @Test("Another kind, another version, two objects and an empty file are errors")
    func wrongObjects() throws {
        for header in [
            "", "apiVersion: netproof.dev/v1\nkind: Configuration\n",
            "apiVersion: netproof.dev/v1alpha1\nkind: Invariant\n",
            "kind: Configuration\n", Self.header + "---\n" + Self.header,
        ] {
            let (read, problems) = try Self.read("", header: header)
            #expect(read == nil)
            #expect(problems.contains { $0.severity == .error })
        }
    }

    @Test("The schema has the fields that are read, and no others")
    func schema() throws {
        let data = try Data(contentsOf: packageRoot.appending(path: "schemas/netproof.dev_configuration_v1alpha1.json"))
        let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let properties = try #require(schema["properties"] as? [String: Any])
        let (_, problems) = try Self.read("zzz: 1")
        let expected = problems.first { $0.id == "unknown-field" }?.expected ?? ""
        let fields = Set(expected.matches(of: #/`([^`]+)`/#).map { String($0.1) })
        #expect(fields == Set(properties.keys))
        let outputs = properties["outputs"] as? [String: Any]
        let pattern = (outputs?["items"] as? [String: Any])?["pattern"] as? String
        #expect(pattern == "^(" + ReportFormats.all.map(\.name).joined(separator: "|") + ")(=.+)?$")
    }
}
