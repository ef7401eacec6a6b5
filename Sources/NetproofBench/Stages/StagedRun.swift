import Diagnostics
import Dialects
import Invariants
import Manifests
import NetworkModel
import PolicyModel
import Prover
import Synchronization

/// Verifies an input as `netproof verify` does, measuring each stage.
struct StagedRun {
    private(set) var meter = StageMeter()
    private(set) var claims: [DecidedClaim] = []
    private(set) var answers: [Prover.Answer] = []

    /// - Parameter lateral: decided instead of the invariants in the input.
    mutating func run(_ paths: [String], onlyReading: Bool, lateral: LateralClaim? = nil) throws {
        var diagnostics = Diagnostics()
        let reader = ManifestReader()
        let documents = meter.measure("read") {
            reader.read(ManifestFiles.collect(paths, into: &diagnostics), into: &diagnostics)
        }
        guard !onlyReading else { return try check(diagnostics) }
        let (specs, loaded) = meter.measure("lower") {
            (
                SpecReader(templates: { _, _ in nil }).read(documents, into: &diagnostics),
                InputLoader().load(documents, into: &diagnostics)
            )
        }
        try check(diagnostics)
        let world = meter.measure("compile") {
            World(cluster: loaded.cluster, program: loaded.program, universe: specs.universe)
        }
        try decide(lateral.map { [$0.claim] } ?? specs.invariants.map(\.claim), in: world)
    }

    private func check(_ diagnostics: Diagnostics) throws(BenchFailure) {
        guard let first = diagnostics.sorted.first(where: { $0.severity == .error }) else { return }
        throw BenchFailure("the generated input has an error: \(first.text)")
    }

    private mutating func decide(_ claims: [Claim], in world: World) throws {
        let costs = Mutex([DecidedClaim?](repeating: nil, count: claims.count))
        let clocks = ThreadClocks()
        try meter.measure("decide") {
            answers = try Prover(world).answers(to: claims) { position, cost in
                let claim = DecidedClaim(
                    seconds: cost.time / .seconds(1), solverSeconds: cost.timeInChecks / .seconds(1),
                    processorSeconds: clocks.lap())
                costs.withLock { $0[position] = claim }
            }
        }
        self.claims = costs.withLock { $0.compactMap(\.self) }
    }
}
