import Foundation
import TestSupport
import Testing

struct FormatTests {
    private static let formats = ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "policyreport"]

    @Test("The exit status is the same for every format, to a stream or a file", arguments: formats)
    func status(_ format: String) throws {
        let isolated = Samples.namespaces + Samples.denyAll
        let cases: [(input: String, status: Int32)] = [
            (isolated + Samples.invariant("closed"), 0), (Samples.open, 1), (Samples.namespaces, 4), ("kind: [", 2),
        ]
        for (input, status) in cases {
            let result = try Command.run("verify", "-", "--format", format, input: input)
            #expect(result.status == status)
            #expect(result.output.isEmpty == (status == 2 && format == "text"))
            #expect(try Command.run("verify", "-", "--output", format + "=/dev/null", input: input).status == status)
        }
    }

    @Test("One run writes every format asked for")
    func several() throws {
        let folder = try TemporaryFolder()
        let files = Self.formats.map { "--output \($0)='\(folder.url.path())/report.\($0)'" }.joined(separator: " ")
        let result = try Command.bash(
            "\"$netproof\" verify examples/article/broken --no-timings --output text --output github \(files)")
        #expect(result.status == 1)
        #expect(try result.output == folder.text(of: "report.text") + folder.text(of: "report.github"))
        for format in Self.formats {
            let alone = try Command.run("verify", "examples/article/broken", "--no-timings", "--format", format)
            #expect(try folder.text(of: "report." + format) == alone.output)
        }
    }

    @Test("Refused input is written to every file, and told once on standard error")
    func refused() throws {
        let folder = try TemporaryFolder()
        let files = Self.formats.map { "--output \($0)='\(folder.url.path())/report.\($0)'" }.joined(separator: " ")
        let result = try Command.bash("\"$netproof\" verify /nonexistent \(files)")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors == "/nonexistent: error: no such file or directory\n")
        for format in Self.formats {
            #expect(try folder.text(of: "report." + format).contains("no such file or directory"), "\(format)")
        }
    }

    @Test("A job summary is appended to the file that GitHub names, by the format github alone")
    func summary() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("summary.md", "before\n")
        let environment = ["GITHUB_STEP_SUMMARY": file]
        try Command.run("verify", "-", "--format", "github", input: Samples.open, environment: environment)
        let text = try folder.text(of: "summary.md")
        #expect(text.hasPrefix("before\n<!-- netproof verify -->\n"))
        #expect(text.contains("1 refuted"))
        try Command.run("verify", "-", "--format", "markdown", input: Samples.open, environment: environment)
        #expect(try folder.text(of: "summary.md") == text)
    }

    @Test("Files are named from where the command runs, also where they were named in full")
    func paths() throws {
        let full = packageRoot.appending(path: "examples/article/broken").path()
        let result = try Command.run("verify", full, "--format", "gitlab")
        #expect(result.output.contains(#""path": "examples/article/broken/policies.yaml""#))
        #expect(!result.output.contains(#""path": "/"#))
    }

    @Test("A name that no format has is answered with those there are")
    func unknown() throws {
        let result = try Command.run("verify", "-", "--output", "report.json", input: Samples.open)
        #expect(result.status == 2)
        #expect(
            result.errors.contains("no format is called 'report.json': FORMAT or FORMAT=FILE, with one of text, json"))
    }
}
