import Synchronization

/// Counts what is done, from any thread.
final class ProgressCount: Sendable {
    private let count = Atomic(0)

    /// How many there are now, this one included.
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
