/// Where scenarios put their clusters, and how they run what they measure.
struct Workbench: ~Copyable {
    let folder: TemporaryFolder
    let seed: UInt64
    /// The program that is measured as a whole.
    let netproof: String
    /// This program, which measures stages.
    let bench: String
    /// What the sizes of all scenarios are divided by.
    let divisor: Int

    /// How a cluster lies in its folder.
    enum Layout {
        case oneFile, fileForEachNamespace
    }

    func scaled(_ count: Int) -> Int { max(1, count / divisor) }

    /// Writes a cluster to a new folder, and gives the folder's path.
    borrowing func write(_ cluster: GeneratedCluster, as name: String, _ layout: Layout) throws(BenchFailure) -> String
    {
        let path = try folder.folder(name)
        switch layout {
        case .oneFile:
            let file = try TextFile(replacing: "\(path)/cluster.yaml")
            for namespace in cluster.namespaces { try file.write(cluster.manifests(of: namespace)) }
        case .fileForEachNamespace:
            for namespace in cluster.namespaces {
                try TextFile(replacing: "\(path)/\(namespace.name).yaml").write(cluster.manifests(of: namespace))
            }
        }
        if cluster.size.invariants > 0 {
            try TextFile(replacing: "\(path)/invariants.yaml").write(cluster.invariants)
        }
        return path
    }

    /// Runs the real command as a user would.
    borrowing func run(_ arguments: [String]) throws(BenchFailure) -> Usage {
        let usage = try ProcessRun.run(netproof, arguments, output: outputPath)
        guard usage.status != 2 else { throw BenchFailure("netproof \(arguments) refused its input") }
        return usage
    }

    /// Measures the stages in a process of their own.
    borrowing func stages(of path: String, onlyReading: Bool = false) throws(BenchFailure) -> StagedFigures {
        let arguments = ["stages", path] + (onlyReading ? ["--only-reading"] : [])
        let usage = try ProcessRun.run(bench, arguments, output: outputPath)
        guard usage.status == 0 else { throw BenchFailure("\(bench) \(arguments) failed") }
        return try StagedFigures(text: output)
    }

    /// Decides a claim about lateral movement in a process of its own, reading included.
    borrowing func stages(of path: String, lateral claim: LateralClaim) throws(BenchFailure) -> Usage {
        let arguments = ["stages", path, "--lateral", claim.argument]
        let usage = try ProcessRun.run(bench, arguments, output: outputPath)
        guard usage.status == 0 else { throw BenchFailure("\(bench) \(arguments) failed") }
        return usage
    }

    /// What the last run wrote.
    var output: String { text(ofFile: outputPath) ?? "" }

    private var outputPath: String { "\(folder.path)/output" }
}
