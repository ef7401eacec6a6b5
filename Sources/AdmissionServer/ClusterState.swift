import Analyses
import ClusterWatch
import Synchronization

/// The guard that decides reviews, exchanged when the cluster is read again.
final class ClusterState: Sendable {
    /// What is known at one moment.
    struct Snapshot: Sendable {
        /// Nil until the first state has been proved.
        var resident: AdmissionGuard?
        var loadedAt: ContinuousClock.Instant?
        /// Why what is there now cannot be used; nil where it is what is served.
        var failure: String?
        /// Since when there are changes that are not served; nil where there are none.
        var isBehindSince: ContinuousClock.Instant?
        var reloads = 0
        /// Of which the proofs were those that there were already.
        var unchangedReloads = 0
        var failedReloads = 0
    }

    private let snapshot = Mutex(Snapshot())
    /// Nil where the cluster is files.
    let watch: ClusterWatch?
    private let staleAfter: Duration

    init(_ watch: ClusterWatch? = nil, staleAfter: Duration = .zero) {
        self.watch = watch
        self.staleAfter = staleAfter
    }

    var current: Snapshot { snapshot.withLock { $0 } }

    /// Whether there is anything new in it.
    ///
    /// - Parameter behind: Since when there are newer changes.
    func serve(_ resident: AdmissionGuard, behind: ContinuousClock.Instant?) -> Bool {
        snapshot.withLock { snapshot in
            let isNew = !(snapshot.resident?.sharesProofs(with: resident) ?? false)
            snapshot.resident = resident
            snapshot.loadedAt = .now
            snapshot.failure = nil
            snapshot.isBehindSince = behind
            if isNew { snapshot.reloads += 1 } else { snapshot.unchangedReloads += 1 }
            return isNew
        }
    }

    /// Goes on with what there is.
    func keep(because failure: String) {
        snapshot.withLock { snapshot in
            snapshot.failure = failure
            snapshot.failedReloads += 1
        }
    }

    /// There are changes that are not served yet.
    func fallBehind() {
        snapshot.withLock { snapshot in snapshot.isBehindSince = snapshot.isBehindSince ?? .now }
    }

    // MARK: A running cluster

    /// How old the state may be: since when what has not been heard of for the longest time, or since there are changes that
    /// could not be taken up. Nil where the cluster is files, or nothing is served.
    func age(at now: ContinuousClock.Instant) -> (seconds: Double, of: String)? {
        let snapshot = current
        guard let watch, snapshot.resident != nil else { return nil }
        let oldest = watch.oldest
        guard let behind = snapshot.isBehindSince, behind < oldest.heardAt else {
            return (oldest.heardAt.duration(to: now).inSeconds, oldest.name)
        }
        return (behind.duration(to: now).inSeconds, "its changes")
    }

    /// Why nothing may be decided by the state any more; nil where it is fresh.
    func staleness(at now: ContinuousClock.Instant = .now) -> String? {
        guard let age = age(at: now), age.seconds > staleAfter.inSeconds else { return nil }
        return "the state of the cluster is stale: for \(Int(age.seconds)) s nothing is known of \(age.of)"
    }
}
