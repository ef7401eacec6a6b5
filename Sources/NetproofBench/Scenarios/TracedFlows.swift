/// Many concrete connections.
struct TracedFlows: PreparedScenario {
    private let path: String
    private let flows: String

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        let size = ClusterSize(
            policies: bench.scaled(10_000), namespaces: bench.scaled(1_000), pods: bench.scaled(5_000))
        let cluster = GeneratedCluster(size, seed: bench.seed)
        path = try bench.write(cluster, as: "trace", .fileForEachNamespace)
        flows = "\(path)/flows.csv"
        try GeneratedFlows(cluster: cluster, count: bench.scaled(300_000)).write(to: TextFile(replacing: flows))
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        let whole = try bench.run(["trace", path, "--flows", flows, "--format", "csv"])
        return [
            Row(
                what: "`netproof trace --format csv`", seconds: whole.seconds,
                processorSeconds: whole.processorSeconds, peakBytes: whole.peakBytes)
        ]
    }
}
