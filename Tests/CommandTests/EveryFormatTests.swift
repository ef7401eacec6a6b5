import Foundation
import TestSupport
import Testing

/// Commands beside `verify` that yield findings, in the formats that everything is said in.
struct EveryFormatTests {
    private static let formats = ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "policyreport"]
    private static let newNamespace =
        "--cluster examples/new-namespace/cluster --specs Specs/guardrails/multi-tenant-baseline.yaml --jobs 1"

    /// A line that ends with each status, and what every format says of it.
    struct Sample: CustomTestStringConvertible, Sendable {
        var line: String
        var status: Int32
        var words: String
        var testDescription: String { line }

        init(_ line: String, _ status: Int32, _ words: String) {
            (self.line, self.status, self.words) = (line, status, words)
        }
    }

    private static let samples = [
        Sample("admit examples/new-namespace/denied/no-policies.yaml --suggest \(newNamespace)", 1, "team-b"),
        Sample("admit examples/new-namespace/denied/misspelt-label.yaml \(newNamespace)", 1, "label"),
        Sample("admit examples/new-namespace/admissible/team-b.yaml \(newNamespace)", 0, ""),
        Sample("admit /nonexistent.yaml \(newNamespace)", 2, "no such file"),
        Sample("diff examples/article/fixed examples/article/broken", 1, "open"),
        Sample("diff examples/article/fixed examples/article/broken --fail-on none", 0, "open"),
        Sample("diff examples/article/fixed /nonexistent", 2, "no such file"),
        Sample("test examples/article", 0, ""),
        Sample("test /nonexistent", 2, "no such file"),
        Sample("coverage examples/article/fixed --min 99 --jobs 1", 1, "mysql"),
        Sample("coverage examples/article/fixed --min 10", 0, ""),
        Sample("universe check examples/layered-baseline --jobs 1", 0, ""),
        Sample("universe check /nonexistent", 2, "no such file"),
    ]

    @Test("One run writes every format, and the status is that of each alone", arguments: samples)
    func everyFormat(_ sample: Sample) throws {
        let folder = try TemporaryFolder()
        let place = folder.url.path()
        let files = Self.formats.map { "--output \($0)='\(place)/report.\($0)'" }.joined(separator: " ")
        let result = try Command.bash("\"$netproof\" \(sample.line) --no-timings \(files)")
        #expect(result.status == sample.status, "\(result.errors)")
        #expect(result.output.isEmpty)
        for format in Self.formats {
            let text = try folder.text(of: "report.\(format)")
            // The text of a run without any test is told beside standard error.
            if !sample.words.isEmpty, sample.status != 2 || format != "text" {
                #expect(text.contains(sample.words), "\(format)")
            }
            let alone = try Command.bash("\"$netproof\" \(sample.line) --no-timings --format \(format)")
            #expect(alone.status == sample.status, "\(format)")
            if sample.status != 2 || format != "text" { #expect(alone.output == text, "\(format)") }
        }
        try expectReadable(folder)
    }

    private func expectReadable(_ folder: TemporaryFolder) throws {
        for format in ["json", "sarif", "gitlab", "policyreport"] {
            _ = try JSONSerialization.jsonObject(with: Data(folder.text(of: "report.\(format)").utf8))
        }
        let check = "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])"
        let result = try Command.bash(
            "command -v python3 >/dev/null || exit 77; python3 -c '\(check)' '\(folder.url.path())/report.junit'")
        #expect([0, 77].contains(result.status), "\(result.errors)")
    }

    @Test("A denied change has an error for each reason, and a failure in JUnit; an admitted one has none")
    func admissions() throws {
        let denied = "admit examples/new-namespace/denied/no-policies.yaml \(Self.newNamespace)"
        let github = try Command.bash("\"$netproof\" \(denied) --format github").output
        let json = try Command.bash("\"$netproof\" \(denied) --format json").output
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let reasons = try #require(document["reasons"] as? [Any]).count
        #expect(reasons > 0)
        let errors = github.split(separator: "\n").filter { $0.hasPrefix("::error ") }
        #expect(errors.count == reasons)
        #expect(errors.allSatisfy { $0.contains("file=examples/new-namespace/denied/no-policies.yaml") })
        #expect(github.contains("netproof: denied for"))
        let admitted = "admit examples/new-namespace/admissible/team-b.yaml \(Self.newNamespace)"
        let clean = try Command.bash("\"$netproof\" \(admitted) --format github").output
        #expect(!clean.contains("::error") && clean.contains("netproof: admitted"))
        #expect(
            try Command.bash("\"$netproof\" \(admitted) --format junit").output.contains("failures=\"0\" errors=\"0\""))
    }

    @Test("The job summary is that of the command")
    func summary() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("summary.md", "")
        for line in ["diff examples/article/fixed examples/article/broken", "test examples/article"] {
            let words = line.split(separator: " ").map(String.init) + ["--format", "github"]
            try Command.run(words, environment: ["GITHUB_STEP_SUMMARY": file])
        }
        let text = try folder.text(of: "summary.md")
        #expect(text.contains("<!-- netproof diff -->") && text.contains("<!-- netproof test -->"))
    }

    @Test("A waiver is listed where the change touches what it takes out, and does not deny")
    func waived() throws {
        let folder = try TemporaryFolder()
        try folder.write("cluster.yaml", Samples.namespaces + Samples.denyAll)
        try folder.write("specs.yaml", Samples.invariant("closed") + Self.waiver)
        try folder.write("open.yaml", Self.open)
        func admit(_ flags: String) throws -> Command.Result {
            try Command.bash(
                "cd '\(folder.url.path())' && \"$netproof\" admit open.yaml --cluster cluster.yaml --specs specs.yaml \(flags)"
            )
        }
        for format in Self.formats {
            let held = try admit("--now 2026-01-01 --format \(format)")
            #expect(held.status == 0, "\(held.output)\(held.errors)")
            #expect(held.output.contains("nightly"), "\(format)")
            let expired = try admit("--now 2027-01-01 --format \(format)")
            #expect(expired.status == 1, "\(format)")
            #expect(expired.output.contains("nightly"), "\(format)")
        }
    }

    @Test("Coverage tells which waivers its proofs do without, as proofs notice nothing of what is waived")
    func waivedCoverage() throws {
        let folder = try TemporaryFolder()
        let input = Samples.namespaces + Samples.denyAll + Samples.invariant("closed") + Self.waiver
        try folder.write("cluster.yaml", input)
        for format in ["json", "sarif", "junit", "github", "gitlab", "markdown"] {
            let result = try Command.bash(
                "cd '\(folder.url.path())' && \"$netproof\" coverage cluster.yaml --now 2026-01-01 --format \(format)")
            #expect(result.output.contains("the waiver `nightly` is taken out of `closed`"), "\(format)")
            #expect(result.errors.contains("the waiver `nightly` is taken out of `closed`"))
        }
    }

    private static let waiver = """
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Waiver
        metadata: {name: nightly}
        spec:
          invariant: closed
          from: {namespaces: [test]}
          reason: loads
          owner: data
          expires: 2026-06-30

        """

    /// Lets every pod of test reach MySQL in prod.
    private static let open = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: prod}
        spec:
          podSelector: {}
          ingress:
            - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: test}}}]
              ports: [{port: 3306}]

        """
}
