/// A large cluster: the whole process, and its stages.
struct LargeCluster: PreparedScenario {
    private let path: String

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        let size = ClusterSize(
            policies: bench.scaled(10_000), namespaces: bench.scaled(1_000), invariants: bench.scaled(100))
        path = try bench.write(GeneratedCluster(size, seed: bench.seed), as: "large", .fileForEachNamespace)
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        let whole = try bench.run(["verify", path])
        let figures = try bench.stages(of: path)
        var rows = [
            Row(
                what: "`netproof verify`", seconds: whole.seconds, processorSeconds: whole.processorSeconds,
                peakBytes: whole.peakBytes, bar: Row.Bar(seconds: 10, peakBytes: 1 << 30))
        ]
        rows += figures.stages.map {
            Row(
                what: "stage: \($0.name)", seconds: $0.seconds, processorSeconds: $0.processorSeconds,
                peakBytes: $0.peakBytes)
        }
        return rows + Self.parts(of: figures.claims)
    }

    /// Deciding in two parts, each summed over all threads.
    private static func parts(of claims: [DecidedClaim]) -> [Row] {
        let all = claims.reduce(0) { $0 + $1.seconds }
        let solving = claims.reduce(0) { $0 + $1.solverSeconds }
        return [
            Row(what: "of deciding: encode, over all threads", seconds: all - solving),
            Row(what: "of deciding: solve, over all threads", seconds: solving),
        ]
    }
}
