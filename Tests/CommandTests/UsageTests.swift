import Foundation
import TestSupport
import Testing

struct UsageTests {
    @Test(
        "Wrong usage ends with 2, and says what is right on standard error",
        arguments: [
            [], ["verfy"], ["verify"], ["verify", "-", "--timeout", "0"], ["verify", "-", "--jobs", "0"],
            ["verify", "-", "-"], ["verify", "-", "--format", "xml"], ["verify", "-", "--unknown"],
            ["verify", "-", "--max-counterexamples", "0"], ["verify", "-", "--rlimit", "0"],
            ["verify", "-", "--output", "report.json"], ["verify", "-", "--output", "json="],
            ["verify", "-", "--output", "json", "--output", "sarif"],
            ["verify", "-", "--format", "json", "--output", "text"],
            ["verify", "-", "--output", "json=x", "--output", "text=x"],
        ])
    func usage(_ arguments: [String]) throws {
        let result = try Command.bash("\"$netproof\" \(arguments.joined(separator: " "))")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("Usage: netproof"))
    }

    @Test("Help and the version are what was asked for: status 0, on standard output")
    func help() throws {
        let help = try Command.run("verify", "--help")
        #expect(help.status == 0)
        #expect(help.output.contains("Exit status: 0 all proved"))
        let version = try Command.run("--version")
        #expect(version.status == 0)
        #expect(version.output.contains(#/^netproof \d+\.\d+\.\d+ \(Z3 \d+\.\d+\.\d+\)\n$/#))
    }

    @Test("An invariant that does not exist is an error with the nearest name")
    func unknownInvariant() throws {
        let result = try Command.run("verify", "-", "--invariant", "opne", input: Samples.open)
        #expect(result.status == 2)
        #expect(result.errors.contains("did you mean `open`?"))
    }

    @Test("A report that cannot be written is a failure")
    func unwritable() throws {
        let result = try Command.run("verify", "-", "--output", "json=/nonexistent/report", input: Samples.open)
        #expect(result.status == 2)
        #expect(result.errors.contains("no-such") || result.errors.contains("No such file or directory"))
    }

    @Test(
        "A misspelt subcommand is told with the nearest one",
        arguments: [
            ("verfy", "verfy", "verify"), ("verfy examples/article", "verfy", "verify"),
            ("specs shw", "shw", "show"), ("universe exprt -", "exprt", "export"),
        ])
    func misspeltSubcommand(_ line: String, _ word: String, _ nearest: String) throws {
        let result = try Command.run(line.split(separator: " ").map(String.init))
        #expect(result.status == 2)
        #expect(
            result.errors.hasPrefix("Error: Unknown subcommand '\(word)'. Did you mean '\(nearest)'?\nUsage: netproof"))
    }

    @Test("A report that is not there is told as such by merge")
    func missingReport() throws {
        let result = try Command.run("merge", "nowhere.json")
        #expect(result.status == 2)
        #expect(result.errors == "nowhere.json: error: no such file or directory\n")
    }

    @Test("A suite that cannot be read is not said to hold no tests")
    func brokenSuite() throws {
        let suite = "apiVersion: netproof.dev/v1alpha1\nkind: Suite\nmetadata: {name: s}\nspec: {manifest: []}\n"
        let result = try Command.run("test", "-", input: suite)
        #expect(result.status == 2)
        #expect(result.errors.contains("manifest"))
        #expect(!result.output.contains("no tests found"))
    }

    @Test("A file of no connections is told as such", arguments: ["text", "csv", "json"])
    func noConnections(_ format: String) throws {
        let result = try Command.run(
            "trace", "examples/article/fixed", "--flows", "-", "--format", format, input: "from,to,protocol,port\n")
        #expect(result.status == 4)
        #expect(result.errors.hasSuffix(": warning: no connections were given\n"))
    }

    @Test("Rules are no change of a cluster, and belong to --specs")
    func admittedRules() throws {
        let folder = try TemporaryFolder()
        let rules = try folder.write("rules.dl", ".invariant a\nviolation(P) :- pod(P).\n")
        let result = try Command.run(
            "admit", rules, "--cluster", "examples/article/fixed/cluster.yaml")
        #expect(result.status == 2)
        #expect(result.errors.contains("Specs are no part of the cluster"))
        #expect(result.errors.contains("name the file after `--specs`"))
        #expect(!result.errors.contains("rules.dl:1"))
    }
}
