/// What spreads along any number of connections: claims that are proved, and claims that are refuted by a chain.
struct LateralMovement: PreparedScenario {
    private struct Input {
        var size: ClusterSize
        var path: String
        var bar: Row.Bar
    }

    private let inputs: [Input]
    /// Along one port what starts in `test` stays out of `prod`; along all ports it finds a way.
    private let claims = [
        (LateralClaim(environment: "test", app: "mysql", port: 22), "proved"),
        (LateralClaim(environment: "test", app: "mysql"), "derivable"),
    ]

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        var inputs: [Input] = []
        for (policies, namespaces, bar) in [
            (1_000, 100, Row.Bar(seconds: 2)), (10_000, 1_000, Row.Bar(seconds: 20, peakBytes: 2 << 30)),
        ] {
            let size = ClusterSize(policies: bench.scaled(policies), namespaces: bench.scaled(namespaces))
            let path = try bench.write(
                GeneratedCluster(size, seed: bench.seed), as: "lateral-\(policies)", .fileForEachNamespace)
            inputs.append(Input(size: size, path: path, bar: bar))
        }
        self.inputs = inputs
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        var rows: [Row] = []
        for input in inputs {
            for (claim, verdict) in claims {
                let usage = try bench.stages(of: input.path, lateral: claim)
                let isAsExpected = bench.output.contains("listed: \(verdict)")
                guard isAsExpected || bench.divisor > 1 else {
                    throw BenchFailure("the claim \(claim.argument) is not \(verdict)")
                }
                let sizes = "\(input.size.policies) policies, \(input.size.namespaces) namespaces"
                rows.append(
                    Row(
                        what: "\(sizes): \(verdict == "proved" ? "proved" : "refuted")", seconds: usage.seconds,
                        processorSeconds: usage.processorSeconds, peakBytes: usage.peakBytes, bar: input.bar))
            }
        }
        return rows
    }
}
