import Analyses
import Dispatch
import Synchronization

/// What became of reviews, and how long each took.
final class Outcomes: Sendable {
    private struct Outcome {
        var isAdmitted: Bool
        var waited: Double
        var worked: Double
    }

    /// One for each review that may wait at any time.
    let slots: DispatchSemaphore
    private let outcomes: Mutex<[Outcome?]>

    init(count: Int, concurrent: Int = 50) {
        slots = DispatchSemaphore(value: concurrent)
        outcomes = Mutex(Array(repeating: nil, count: count))
    }

    func record(_ position: Int, _ decision: GuardDecision, waited: Duration, worked: Duration) {
        let outcome = Outcome(
            isAdmitted: decision.isAdmitted, waited: waited.inSeconds, worked: worked.inSeconds)
        outcomes.withLock { $0[position] = outcome }
    }

    func report(_ texts: [String], in elapsed: Duration) {
        let all = outcomes.withLock { $0 }
        let known = all.compactMap(\.self)
        func line(_ what: String, _ values: [Double]) {
            let sorted = values.sorted()
            let figures = [50, 90, 99, 100].map { "p\($0) \(Int(percentile($0, of: sorted) * 1e6)) µs" }
            print("\(what): \(figures.joined(separator: ", "))")
        }
        print("\(known.count) of \(all.count) reviews decided in \(elapsed), \(known.count { $0.isAdmitted }) admitted")
        line("asked to answered", known.map(\.waited))
        line("deciding", known.map(\.worked))
        for kind in ["NetworkPolicy\"},\"namespace", "Namespace\"}", "Pod\"}", "DELETE", "open-"] {
            let of = zip(texts, all).filter { $0.0.contains(kind) }.compactMap(\.1)
            line("  of \(of.count) with \(kind)", of.map(\.worked))
        }
    }
}
