import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports
import SMT
import Synchronization

extension Verification {
    /// Decides every invariant, several at a time; the results are in the order of the invariants.
    func decide(_ inputs: Inputs, progress: @escaping VerifyProgress.Handler) throws -> [InvariantResult] {
        let world = World(
            cluster: inputs.loaded.cluster, program: inputs.loaded.program, universe: inputs.specs.universe)
        let solver = options.solverOptions
        let prover = Prover(world, options: options.proverOptions)
        let drafting = ResultDraft(world: world, loaded: inputs.loaded)
        let invariants = inputs.specs.invariants
        let decided = Mutex(0)
        return try SolverWorkers.map(
            invariants, workers: options.workers, resource: { try Session(options: solver) }
        ) { session, invariant in
            let start = ContinuousClock.now
            let answer = try prover.answer(invariant.claim, in: &session)
            var result = drafting.result(for: invariant, answer)
            result.seconds = start.duration(to: .now).inSeconds
            let count = decided.withLock { count in
                count += 1
                return count
            }
            progress(VerifyProgress(decided: count, total: invariants.count, invariant: invariant.name))
            return result
        }
    }
}

extension VerifyOptions {
    var solverOptions: SolverOptions {
        SolverOptions(
            timeoutMilliseconds: timeout.map { UInt32(clamping: Int($0.inSeconds * 1_000)) },
            resourceLimit: resourceLimit)
    }

    var proverOptions: Prover.Options {
        Prover.Options(solver: solverOptions, maximumCounterexamples: maxCounterexamples)
    }
}
