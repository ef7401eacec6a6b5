import Analyses
import Diagnostics
import Dispatch
import Invariants
import Logging
import Reports
import ServiceLifecycle

/// Reads and proves the cluster at the start and whenever its files change; also at the turn of the day, by which waivers
/// expire. What cannot be used leaves the last good state in place.
struct StateReloading: Service {
    let configuration: ServeConfiguration
    let state: ClusterState
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var served: WatchedFiles?
            while !Task.isCancelled {
                let files = WatchedFiles(paths)
                if files != served || hasExpired {
                    await load()
                    served = files
                }
                try? await Task.sleep(for: configuration.reloadInterval)
            }
        }
    }

    private var paths: [String] {
        let cluster = configuration.cluster
        return cluster.paths + cluster.specPaths + [cluster.universePath].compactMap(\.self)
    }

    private var hasExpired: Bool {
        guard configuration.verifying.day == nil, let resident = state.current.resident else { return false }
        return resident.day != .today
    }

    private func load() async {
        let start = ContinuousClock.now
        let outcome = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<AdmissionGuard, Failure>, Never>) in
            // Reading and proving take seconds of processor time, which the threads of tasks are not for.
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: Self.load(configuration)) }
        }
        let seconds = start.duration(to: .now).inSeconds
        switch outcome {
        case .success(let resident):
            state.serve(resident)
            let verdicts = resident.verdictCounts
            logger.info(
                "the cluster is proved",
                metadata: [
                    "seconds": "\(seconds)", "policies": "\(resident.counts.policies)",
                    "namespaces": "\(resident.counts.namespaces)", "invariants": "\(resident.invariants.count)",
                    "refuted": "\(verdicts[.refuted] ?? 0)", "undecided": "\(verdicts[.undecided] ?? 0)",
                ])
        case .failure(let failure):
            state.keep(because: failure.description)
            logger.error(
                "the files cannot be used",
                metadata: [
                    "seconds": "\(seconds)", "problem": "\(failure.description)",
                    "serving": state.current.resident == nil ? "nothing" : "the last good state",
                ])
        }
    }

    /// Why a state cannot be served.
    private struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private static func load(_ configuration: ServeConfiguration) -> Result<AdmissionGuard, Failure> {
        var diagnostics = Diagnostics()
        do {
            let resident = try AdmissionGuard(
                configuration.cluster, options: configuration.verifying, into: &diagnostics)
            if let resident { return .success(resident) }
            let problem = diagnostics.sorted.first { $0.severity == .error }
            return .failure(Failure(description: problem?.text ?? "the input cannot be used"))
        } catch {
            return .failure(Failure(description: "\(error)"))
        }
    }
}
