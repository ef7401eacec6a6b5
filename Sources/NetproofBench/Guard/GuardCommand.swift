import Analyses
import ArgumentParser
import Diagnostics
import Dispatch
import Prover

/// `NetproofBench guard`: how long the resident guard takes for reviews, without a server around it.
struct GuardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard", abstract: "Decide reviews of a generated cluster, and print what they took.")

    @Option(help: "How many policies the cluster has.")
    var policies = 1_000

    @Option(help: "How many invariants are checked.")
    var invariants = 100

    @Option(help: "How many reviews are decided.")
    var reviews = 1_000

    @Option(help: "How many wait at any time.")
    var concurrent = 50

    @Option(help: "What the cluster and the reviews are made from.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Only write the cluster and the reviews, to this folder.", valueName: "folder"))
    var keep: String?

    func run() throws {
        let folder = if let keep { TemporaryFolder(keeping: keep) } else { try TemporaryFolder() }
        let folderPath = folder.path
        let bench = Workbench(folder: folder, seed: seed, netproof: "", bench: "", divisor: 1)
        // A cluster that is guarded keeps its invariants: only such are chosen, of those that are made up.
        let size = ClusterSize(policies: policies, namespaces: max(10, policies / 10), invariants: invariants * 4)
        let cluster = GeneratedCluster(size, seed: seed, isCareful: true)
        let path = try bench.write(cluster, as: "cluster", .fileForEachNamespace)
        var generated = GeneratedReviews(of: cluster)
        let texts = (0..<reviews).map { _ in generated.next() }
        let chosen = Array(try Self.load(path, VerifyOptions()).proved.prefix(invariants))
        guard keep == nil else {
            try TextFile(replacing: "\(folderPath)/reviews.jsonl").write(texts.map { $0 + "\n" }.joined())
            try TextFile(replacing: "\(folderPath)/invariants").write(chosen.map { "--invariant=\($0)\n" }.joined())
            return
        }
        try measure(path, chosen, texts)
    }

    private static func load(_ path: String, _ options: VerifyOptions) throws -> AdmissionGuard {
        var diagnostics = Diagnostics()
        guard let resident = try AdmissionGuard(InputRequest(paths: [path]), options: options, into: &diagnostics)
        else {
            throw BenchFailure("the cluster is refused: \(diagnostics.sorted.first?.message ?? "")")
        }
        return resident
    }

    private func measure(_ path: String, _ chosen: [String], _ texts: [String]) throws {
        let clock = ContinuousClock()
        let start = clock.now
        let resident = try Self.load(path, VerifyOptions(selected: chosen))
        print("\(chosen.count) invariants proved in \(start.duration(to: clock.now))")
        let reviews = try texts.map { try AdmissionReview(json: Array($0.utf8)) }
        let prover = try ResidentProver(limit: concurrent)
        let outcomes = Outcomes(count: reviews.count)
        let began = clock.now
        for (position, review) in reviews.enumerated() {
            outcomes.slots.wait()
            guard let change = review.change else { continue }
            let asked = clock.now
            _ = prover.submit { solvers in
                defer { outcomes.slots.signal() }
                let taken = clock.now
                let decision = try resident.decide(change, with: &solvers)
                let now = clock.now
                outcomes.record(position, decision, waited: asked.duration(to: now), worked: taken.duration(to: now))
            } refused: { _ in
                outcomes.slots.signal()
            }
        }
        for _ in 0..<concurrent { outcomes.slots.wait() }
        outcomes.report(texts, in: began.duration(to: clock.now))
    }
}
