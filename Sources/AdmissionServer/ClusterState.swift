import Analyses
import Synchronization

/// The guard that decides reviews, exchanged when the cluster is read again.
final class ClusterState: Sendable {
    /// What is known at one moment.
    struct Snapshot: Sendable {
        /// Nil until the first state has been proved.
        var resident: AdmissionGuard?
        var loadedAt: ContinuousClock.Instant?
        /// Why the present files cannot be used; nil where they are what is served.
        var failure: String?
        var reloads = 0
        var failedReloads = 0
    }

    private let snapshot = Mutex(Snapshot())

    var current: Snapshot { snapshot.withLock { $0 } }

    func serve(_ resident: AdmissionGuard) {
        snapshot.withLock { snapshot in
            snapshot.resident = resident
            snapshot.loadedAt = .now
            snapshot.failure = nil
            snapshot.reloads += 1
        }
    }

    /// Goes on with what there is.
    func keep(because failure: String) {
        snapshot.withLock { snapshot in
            snapshot.failure = failure
            snapshot.failedReloads += 1
        }
    }
}
