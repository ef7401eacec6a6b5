import Dispatch
import Synchronization

/// Threads that stay, each with a resource of its own, and take work in the order in which it was handed in.
///
/// A resource is a ``Session`` to be reset for each piece of work, for example: the pieces must not depend on what it did
/// before. After a failure the worker starts again with a new one.
public final class ResidentWorkers<Resource: ~Copyable>: Sendable {
    /// Work, and what is told if there is no resource to do it with.
    private struct Job: Sendable {
        var work: @Sendable (inout Resource) throws -> Void
        var refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var next = 0
        var isClosed = false

        var waiting: Int { jobs.count - next }
    }

    private let state = Mutex(State())
    /// Counts what there is to be taken; a closed queue wakes all.
    private let available = DispatchSemaphore(value: 0)
    private let limit: Int
    private let makeResource: @Sendable () throws -> Resource

    /// - Parameters:
    ///   - workers: How many threads; fewer if the system gives no more, but at least one.
    ///   - limit: How many pieces of work may wait.
    public init(workers: Int, limit: Int, resource: @escaping @Sendable () throws -> Resource) throws {
        self.limit = limit
        makeResource = resource
        try startThread(stackSize: solverStackSize) { [self] in work() }
        for _ in 1..<max(1, workers) { try? startThread(stackSize: solverStackSize) { [self] in work() } }
    }

    /// How many pieces of work wait to be taken.
    public var waiting: Int { state.withLock(\.waiting) }

    /// Hands in work; false where too much is waiting, or nothing more is taken.
    ///
    /// Work reports its own outcome; it throws only to have the worker start again with a new resource.
    public func submit(
        _ work: @escaping @Sendable (inout Resource) throws -> Void, refused: @escaping @Sendable (any Error) -> Void
    ) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isClosed, state.waiting < limit else { return false }
            state.jobs.append(Job(work: work, refuse: refused))
            return true
        }
        if isTaken { available.signal() }
        return isTaken
    }

    /// Takes no more work; the threads end once all that waits is done.
    public func close() {
        state.withLock { $0.isClosed = true }
        available.signal()
    }

    private func work() {
        while let first = take() {
            var job: Job? = first
            do {
                var resource = try makeResource()
                while let current = job {
                    job = nil
                    try current.work(&resource)
                    job = take()
                }
                return
            } catch {
                job?.refuse(error)
            }
        }
    }

    /// The next piece of work; nil once there will be no more.
    private func take() -> Job? {
        available.wait()
        let job = state.withLock { state -> Job? in
            guard state.waiting > 0 else { return nil }
            let job = state.jobs[state.next]
            state.next += 1
            if state.next >= 64, state.next * 2 >= state.jobs.count {
                state.jobs.removeFirst(state.next)
                state.next = 0
            }
            return job
        }
        // Closed: the others are to wake up, too.
        if job == nil { available.signal() }
        return job
    }
}
