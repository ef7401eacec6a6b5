/// How the times of single invariants are spread.
struct ClaimTimes: PreparedScenario {
    private let path: String

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        let size = ClusterSize(
            policies: bench.scaled(1_000), namespaces: bench.scaled(100), invariants: bench.scaled(200))
        path = try bench.write(GeneratedCluster(size, seed: bench.seed), as: "claims", .fileForEachNamespace)
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        let figures = try bench.stages(of: path)
        let times = figures.claims.map(\.seconds).sorted()
        let processor = figures.claims.map(\.processorSeconds).sorted()
        func row(_ what: String, _ percent: Int, bar: Double? = nil) -> Row {
            Row(
                what: what, seconds: percentile(percent, of: times),
                processorSeconds: percentile(percent, of: processor), bar: Row.Bar(seconds: bar))
        }
        let decide = try figures.stage("decide")
        return [
            row("an invariant: 50th percentile", 50), row("an invariant: 99th percentile", 99, bar: 0.1),
            row("an invariant: the slowest", 100),
            Row(
                what: "all invariants", seconds: decide.seconds, processorSeconds: decide.processorSeconds,
                peakBytes: decide.peakBytes),
        ]
    }
}

/// The smallest of the values, given in ascending order, that so many percent of them do not exceed.
func percentile(_ percent: Int, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[max(0, (percent * sorted.count + 99) / 100 - 1)]
}
