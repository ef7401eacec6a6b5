/// YAML alone.
struct Reading: PreparedScenario {
    private let oneFile: String
    private let manyFiles: String
    private let bytes: Int

    init(_ bench: borrowing Workbench) throws(BenchFailure) {
        let size = ClusterSize(policies: bench.scaled(10_000), namespaces: bench.scaled(1_000))
        let cluster = GeneratedCluster(size, seed: bench.seed)
        oneFile = try bench.write(cluster, as: "one-file", .oneFile)
        manyFiles = try bench.write(cluster, as: "many-files", .fileForEachNamespace)
        bytes = cluster.namespaces.reduce(0) { $0 + cluster.manifests(of: $1).utf8.count }
    }

    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row] {
        let megabytes = MarkdownTable.decimal(Double(bytes) / 1e6, places: 1)
        var rows: [Row] = []
        for (path, words) in [(oneFile, "one file"), (manyFiles, "a file for each namespace")] {
            let read = try bench.stages(of: path, onlyReading: true).stage("read")
            rows.append(
                Row(
                    what: "\(words), \(megabytes) million bytes", seconds: read.seconds,
                    processorSeconds: read.processorSeconds, peakBytes: read.peakBytes, bar: Row.Bar(seconds: 1.5)))
        }
        return rows
    }
}
