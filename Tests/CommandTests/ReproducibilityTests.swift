import TestSupport
import Testing

struct ReproducibilityTests {
    @Test(
        "A report is the same byte for byte, whatever decides how many invariants at a time",
        arguments: ["layered-baseline", "tenants", "online-boutique"])
    func workers(example: String) throws {
        let arguments = ["verify", "examples/\(example)", "Specs/guardrails/multi-tenant-baseline.yaml"]
        func report(_ jobs: Int) throws -> String {
            try Command.run(arguments + ["--format", "json", "--no-timings", "--jobs", "\(jobs)"]).output
        }
        let first = try report(1)
        #expect(first.contains("\"counterexamples\""))
        for jobs in [2, 3, 2, 3] { #expect(try report(jobs) == first) }
    }

    @Test(
        "What keeps a namespace out is told in the same words on any number of processors", arguments: ["text", "json"])
    func admission(format: String) throws {
        let arguments = [
            "admit", "examples/new-namespace/denied/no-policies.yaml", "--cluster", "examples/new-namespace/cluster",
            "--specs", "Specs/guardrails/multi-tenant-baseline.yaml", "--format", format, "--no-timings",
        ]
        let first = try Command.run(arguments + ["--jobs", "1"]).output
        #expect(first.contains("denied"))
        for jobs in [2, 3, 2] { #expect(try Command.run(arguments + ["--jobs", "\(jobs)"]).output == first) }
    }

    @Test("A counterexample is the same whichever claims were decided before it")
    func company() throws {
        let change = [
            "admit", "examples/new-namespace/denied/no-policies.yaml", "--cluster", "examples/new-namespace/cluster",
            "--specs", "Specs/guardrails/multi-tenant-baseline.yaml", "--no-timings", "--jobs", "1",
        ]
        let all = try Command.run(change).output
        let name = "baseline-nobody-reaches-tenants"
        let alone = try Command.run(change + ["--invariant", name]).output
        let told = alone.split(separator: "\n\n").first { $0.contains(name) }
        #expect(all.contains(try #require(told)))
    }
}
