/// Whether listed pods cost anything where any pods may exist.
struct ListedPods: PreparedScenario {
    private let inputs: [(pods: Int, path: String)]

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        var inputs: [(pods: Int, path: String)] = []
        for pods in [0, 100, 1_000, 10_000, 50_000] {
            let size = ClusterSize(
                policies: bench.scaled(1_000), namespaces: bench.scaled(100), invariants: bench.scaled(200),
                pods: pods / bench.divisor)
            let cluster = GeneratedCluster(size, seed: bench.seed)
            inputs.append((pods, try bench.write(cluster, as: "pods-\(pods)", .fileForEachNamespace)))
        }
        self.inputs = inputs
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        var rows: [Row] = []
        for input in inputs {
            let decide = try bench.stages(of: input.path).stage("decide")
            rows.append(
                Row(
                    what: "\(input.pods) pods", seconds: decide.seconds, processorSeconds: decide.processorSeconds,
                    peakBytes: decide.peakBytes))
        }
        return rows
    }
}
