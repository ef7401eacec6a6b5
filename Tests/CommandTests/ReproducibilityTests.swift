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

    @Test("What keeps a namespace out is told in the same words on any number of processors")
    func admission() throws {
        let arguments = [
            "admit", "examples/new-namespace/denied/no-policies.yaml", "--cluster", "examples/new-namespace/cluster",
            "--specs", "Specs/guardrails/multi-tenant-baseline.yaml", "--format", "json", "--no-timings",
        ]
        let first = try Command.run(arguments + ["--jobs", "1"]).output
        #expect(first.contains("\"denied\""))
        for jobs in [2, 3, 2] { #expect(try Command.run(arguments + ["--jobs", "\(jobs)"]).output == first) }
    }
}
