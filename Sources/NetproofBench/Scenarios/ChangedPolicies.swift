/// How many changes of policies the invariants notice, and what it would cost to verify each change anew.
struct ChangedPolicies: PreparedScenario {
    private let path: String

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        let size = ClusterSize(policies: bench.scaled(300), namespaces: bench.scaled(30), invariants: 20)
        path = try bench.write(GeneratedCluster(size, seed: bench.seed), as: "coverage", .fileForEachNamespace)
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        let verify = try bench.run(["verify", path])
        let coverage = try bench.run(["coverage", path, "--format", "json"])
        // Every mutant has one fate.
        let mutants = bench.output.split(separator: "\n").count { $0.contains("\"fate\":") }
        let anew = Row(
            what: "`netproof verify` \(mutants) times, once for each change (from one run)",
            seconds: verify.seconds * Double(mutants), processorSeconds: verify.processorSeconds * Double(mutants))
        return [
            Row(
                what: "`netproof verify`", seconds: verify.seconds, processorSeconds: verify.processorSeconds,
                peakBytes: verify.peakBytes), anew,
            Row(
                what: "`netproof coverage` of \(mutants) changes", seconds: coverage.seconds,
                processorSeconds: coverage.processorSeconds, peakBytes: coverage.peakBytes,
                bar: Row.Bar(seconds: anew.judgedSeconds / 10)),
        ]
    }
}
