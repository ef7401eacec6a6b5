import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The processor's time on each of several threads, from lap to lap.
final class ThreadClocks: Sendable {
    private let lapStarts = Mutex<[pthread_t: Double]>([:])

    /// What this thread has used since its last lap, or since it started.
    func lap() -> Double {
        let thread = pthread_self()
        let now = StageMeter.threadSeconds
        return lapStarts.withLock { starts in
            defer { starts[thread] = now }
            return now - (starts[thread] ?? 0)
        }
    }
}
