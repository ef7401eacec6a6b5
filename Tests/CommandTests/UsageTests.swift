import Foundation
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
}
