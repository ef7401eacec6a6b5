/// A small input, where starting the process counts.
struct SingleInvariant: PreparedScenario {
    private let path: String

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        let size = ClusterSize(policies: bench.scaled(300), namespaces: bench.scaled(30), invariants: 1)
        path = try bench.write(GeneratedCluster(size, seed: bench.seed), as: "single", .fileForEachNamespace)
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        let whole = try bench.run(["verify", path])
        return [
            Row(
                what: "`netproof verify`", seconds: whole.seconds, processorSeconds: whole.processorSeconds,
                peakBytes: whole.peakBytes, bar: Row.Bar(seconds: 0.3))
        ]
    }
}
