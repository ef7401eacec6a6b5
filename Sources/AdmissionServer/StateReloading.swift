import Analyses
import ClusterWatch
import Diagnostics
import Dispatch
import Invariants
import Logging
import Reports
import ServiceLifecycle

/// Reads and proves the cluster at the start and whenever it changes, or its files do; also at the turn of the day, by which
/// waivers expire. What cannot be used leaves the last good state in place.
struct StateReloading: Service {
    let configuration: ServeConfiguration
    let state: ClusterState
    let logger: Logger

    /// What a state was made of.
    private struct Origin: Equatable {
        var files: WatchedFiles
        var revision: Int?
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var served: Origin?
            var input = WatchedInput(configuration.cluster)
            var (files, lookedAt) = (await input.look(), ContinuousClock.now)
            while !Task.isCancelled {
                if lookedAt.duration(to: .now) >= configuration.reloadInterval {
                    (files, lookedAt) = (await input.look(), .now)
                }
                let origin = Origin(files: files, revision: state.watch?.revision)
                if origin.revision != served?.revision, served != nil { state.fallBehind() }
                if origin != served || hasExpired, await load(origin) { served = origin }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Changes of a running cluster that come in one pause are taken up together.
    private var pause: Duration {
        configuration.live.map { min($0.settling, configuration.reloadInterval) } ?? configuration.reloadInterval
    }

    private var hasExpired: Bool {
        guard configuration.verifying.day == nil, let resident = state.current.resident else { return false }
        return resident.day != .today
    }

    // MARK: Loading

    /// Whether there was something to load.
    private func load(_ origin: Origin) async -> Bool {
        let (start, previous) = (ContinuousClock.now, state.current.resident)
        var live = LiveObjects(objects: [])
        if let watch = state.watch {
            guard let objects = watch.objects else { return false }
            live = objects
        }
        let outcome = await prove(live, after: state.watch == nil ? nil : previous)
        let seconds = start.duration(to: .now).inSeconds
        switch outcome {
        case .success(let resident):
            let isNew = state.serve(resident, behind: state.watch?.revision == origin.revision ? nil : start)
            if isNew { tell(of: resident, taking: seconds) }
        case .failure(let failure):
            state.keep(because: failure.description)
            logger.error(
                state.watch == nil ? "the files cannot be used" : "the state of the cluster cannot be used",
                metadata: [
                    "seconds": "\(seconds)", "problem": "\(failure.description)",
                    "serving": state.current.resident == nil ? "nothing" : "the last good state",
                ])
        }
        return true
    }

    private func prove(_ live: LiveObjects, after previous: AdmissionGuard?) async -> Result<AdmissionGuard, Failure> {
        await withCheckedContinuation { continuation in
            // Reading and proving take seconds of processor time, which the threads of tasks are not for.
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: Self.load(configuration, live, after: previous))
            }
        }
    }

    private func tell(of resident: AdmissionGuard, taking seconds: Double) {
        let verdicts = resident.verdictCounts
        logger.info(
            "the cluster is proved",
            metadata: [
                "seconds": "\(seconds)", "policies": "\(resident.counts.policies)",
                "namespaces": "\(resident.counts.namespaces)", "invariants": "\(resident.invariants.count)",
                "refuted": "\(verdicts[.refuted] ?? 0)", "undecided": "\(verdicts[.undecided] ?? 0)",
                "assumed": "\(resident.withheld.joined(separator: ", "))",
            ])
    }

    /// Why a state cannot be served.
    private struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private static func load(
        _ configuration: ServeConfiguration, _ live: LiveObjects, after previous: AdmissionGuard?
    ) -> Result<AdmissionGuard, Failure> {
        var diagnostics = Diagnostics()
        do {
            let resident = try AdmissionGuard(
                configuration.cluster, live: live, assumesTemplates: configuration.assumesTemplates, after: previous,
                options: configuration.verifying, into: &diagnostics)
            if let resident { return .success(resident) }
            let problem = diagnostics.sorted.first { $0.severity == .error }
            return .failure(Failure(description: problem?.text ?? "the input cannot be used"))
        } catch {
            return .failure(Failure(description: "\(error)"))
        }
    }
}
