import Analyses
import Reports
import Synchronization

/// What is counted, as Prometheus reads it.
final class Metrics: Sendable {
    private struct Counts {
        var reviews: [ReviewAnswer.Outcome: Int] = [:]
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
        var seconds = 0.0
        var total = 0
        var refused: [Int: Int] = [:]
    }

    /// Of the histogram of times, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private let counts = Mutex(Counts())

    func count(_ outcome: ReviewAnswer.Outcome, taking time: Duration) {
        let seconds = time.inSeconds
        counts.withLock { counts in
            counts.reviews[outcome, default: 0] += 1
            counts.total += 1
            counts.seconds += seconds
            for (position, bound) in Self.bounds.enumerated() where seconds <= bound { counts.buckets[position] += 1 }
        }
    }

    /// A request that was no review.
    func count(refusedWith status: Int) {
        counts.withLock { $0.refused[status, default: 0] += 1 }
    }

    func text(_ state: ClusterState, waiting: Int) -> String {
        let counts = counts.withLock { $0 }
        var lines = Self.heading("netproof_reviews_total", "counter", "Reviews by how they ended.")
        for outcome in ReviewAnswer.Outcome.allCases {
            lines.append(#"netproof_reviews_total{outcome="\#(outcome.rawValue)"} \#(counts.reviews[outcome] ?? 0)"#)
        }
        lines += Self.heading(
            "netproof_review_seconds", "histogram", "Time from the last byte of a review to its answer.")
        for (bound, count) in zip(Self.bounds, counts.buckets) {
            lines.append(#"netproof_review_seconds_bucket{le="\#(bound)"} \#(count)"#)
        }
        lines += [
            #"netproof_review_seconds_bucket{le="+Inf"} \#(counts.total)"#,
            "netproof_review_seconds_sum \(counts.seconds)", "netproof_review_seconds_count \(counts.total)",
        ]
        lines += Self.heading("netproof_requests_refused_total", "counter", "Requests that were no reviews, by status.")
        for (status, count) in counts.refused.sorted(by: { $0.key < $1.key }) {
            lines.append(#"netproof_requests_refused_total{status="\#(status)"} \#(count)"#)
        }
        lines += Self.lines(of: state.current, waiting: waiting) + Self.watchLines(of: state)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(of state: ClusterState.Snapshot, waiting: Int) -> [String] {
        var lines = heading("netproof_reviews_waiting", "gauge", "Reviews that wait to be decided.")
        lines.append("netproof_reviews_waiting \(waiting)")
        lines += heading("netproof_state_loads_total", "counter", "States of the cluster that were read, by result.")
        lines += [
            #"netproof_state_loads_total{result="served"} \#(state.reloads)"#,
            #"netproof_state_loads_total{result="unchanged"} \#(state.unchangedReloads)"#,
            #"netproof_state_loads_total{result="refused"} \#(state.failedReloads)"#,
        ]
        lines += heading("netproof_state_stale", "gauge", "1 while the present files cannot be used.")
        lines.append("netproof_state_stale \(state.failure == nil ? 0 : 1)")
        guard let resident = state.resident, let loadedAt = state.loadedAt else { return lines }
        lines += heading("netproof_state_age_seconds", "gauge", "Time since the state that is served was read.")
        lines.append("netproof_state_age_seconds \(loadedAt.duration(to: .now).inSeconds)")
        lines += heading("netproof_invariants", "gauge", "Invariants of the present state, by verdict.")
        for (verdict, count) in resident.verdictCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append(#"netproof_invariants{verdict="\#(verdict.rawValue)"} \#(count)"#)
        }
        return lines
    }

    static func heading(_ name: String, _ type: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }
}
