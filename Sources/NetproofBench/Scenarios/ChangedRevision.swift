/// Ten policies of a large cluster changed, each in a namespace of its own.
struct ChangedRevision: PreparedScenario {
    private let base: String
    private let head: String
    private let changes: Int

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        let size = ClusterSize(policies: bench.scaled(1_000), namespaces: bench.scaled(100), invariants: 0)
        let cluster = GeneratedCluster(size, seed: bench.seed)
        base = try bench.write(cluster, as: "diff-base", .fileForEachNamespace)
        head = try bench.write(cluster, as: "diff-head", .fileForEachNamespace)
        changes = min(10, cluster.namespaces.count)
        for number in 0..<changes {
            let namespace = cluster.namespaces[number * cluster.namespaces.count / changes]
            let text = Self.changed(cluster.manifests(of: namespace), number)
            try TextFile(replacing: "\(head)/\(namespace.name).yaml").write(text)
        }
    }

    /// The last policy on another port, or for other pods.
    private static func changed(_ manifests: String, _ number: Int) -> String {
        let field = number.isMultiple(of: 2) ? "port: " : "app: "
        guard let place = manifests.ranges(of: field).last else { return manifests }
        let rest = manifests[place.upperBound...]
        let value = number.isMultiple(of: 2) ? "\(7_000 + number)" : "changed"
        return manifests[..<place.upperBound] + value + rest.drop { $0 != "\n" && $0 != "," && $0 != "}" }
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        let changed = try bench.run(["diff", base, head, "--fail-on", "none"])
        let equal = try bench.run(["diff", base, base])
        return [
            Row(
                what: "`netproof diff`, \(changes) policies changed", seconds: changed.seconds,
                processorSeconds: changed.processorSeconds, peakBytes: changed.peakBytes, bar: Row.Bar(seconds: 2)),
            Row(
                what: "`netproof diff`, nothing changed", seconds: equal.seconds,
                processorSeconds: equal.processorSeconds, peakBytes: equal.peakBytes),
        ]
    }
}
