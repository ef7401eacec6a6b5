import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports
import Synchronization

extension Verification {
    /// Decides every invariant, several at a time; the results are in the order of the invariants.
    func decide(
        _ inputs: Inputs, _ waivers: WaiverPlan, progress: @escaping VerifyProgress.Handler
    ) throws -> [InvariantResult] {
        let world = inputs.world
        let invariants = inputs.specs.invariants
        progress(VerifyProgress(decided: 0, total: invariants.count, invariant: nil))
        let probes = WaiverProbes(of: invariants, waivers)
        let seconds = Mutex([Int: Double]())
        let claims = invariants.map(waivers.claim)
        let baseline = BaselinePlan(
            options.baseline, zip(invariants, claims).map { ($0.name, $1) },
            listed: world.cluster.namespaces.map(\.name))
        let answers = try Prover(world, options: options.proverOptions).answers(
            to: claims + probes.claims + baseline.claims, workers: options.jobs
        ) { position, cost in
            guard position < invariants.count else { return }
            let decided = seconds.withLock { seconds in
                seconds[position] = cost.time.inSeconds
                return seconds.count
            }
            progress(
                VerifyProgress(decided: decided, total: invariants.count, invariant: invariants[position].name))
        }
        let draft = ResultDraft(world: world, loaded: inputs.loaded)
        let durations = seconds.withLock { $0 }
        return zip(invariants, answers).enumerated().map { position, pair in
            var result = draft.result(for: pair.0, pair.1)
            result.seconds = durations[position]
            result.waivers = probes.waivers(of: pair.0, answers[claims.count..<(claims.count + probes.claims.count)])
            let outcome = baseline.outcome(of: pair.0.name, answers[(claims.count + probes.claims.count)...])
            if let outcome { draft.tellKnown(outcome, &result, pair.0) }
            result.warnings += result.waivers.compactMap(\.warning)
            return result
        }
    }
}

extension VerifyOptions {
    var proverOptions: Prover.Options {
        Prover.Options(
            timeoutMilliseconds: timeout.map { UInt32(clamping: Int($0.inSeconds * 1_000)) },
            resourceLimit: resourceLimit, maximumCounterexamples: maxCounterexamples)
    }
}
