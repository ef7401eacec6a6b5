import Synchronization

/// Spreads independent questions over solver threads.
public enum SolverWorkers {
    /// The result of `body` for each item, in the items' order.
    ///
    /// If some items fail, the error of the first of them in the items' order is thrown, whatever the timing; items
    /// after it may be left out.
    /// - Parameter workers: how many threads at most; at least one is used.
    public static func map<Item: Sendable, Answer: Sendable>(
        _ items: [Item], workers: Int, body: @escaping @Sendable (Item) throws -> Answer
    ) throws -> [Answer] {
        try map(items, workers: workers, resource: {}, body: { _, item in try body(item) })
    }

    /// As above, with one resource for each worker, made on its thread and handed to each of its calls: a ``Session``
    /// to be reset for each item, for example.
    ///
    /// Which worker gets which item is a matter of timing: the answers must not depend on what the resource did before.
    public static func map<Item: Sendable, Answer: Sendable, Resource: ~Copyable>(
        _ items: [Item], workers: Int, resource: @escaping @Sendable () throws -> Resource,
        body: @escaping @Sendable (inout Resource, Item) throws -> Answer
    ) throws -> [Answer] {
        let queue = WorkQueue<Answer>(count: items.count)
        try run(workers: max(1, min(workers, items.count))) {
            queue.work(resource: resource) { resource, position in try body(&resource, items[position]) }
        }
        return try queue.answers()
    }

    /// Runs `body` on that many threads, and waits for all of them; on fewer if the system gives no more.
    private static func run(workers: Int, body: @escaping @Sendable () -> Void) throws(SMTError) {
        let first = try JoinableThread(stackSize: solverStackSize, body: body)
        if workers > 1 { try? run(workers: workers - 1, body: body) }
        first.join()
    }
}

/// Positions to be worked on, and what came of them.
private final class WorkQueue<Answer: Sendable>: Sendable {
    private struct State {
        var next = 0
        var answers: [Answer?]
        /// The failure at the lowest position so far.
        var failure: (position: Int, error: any Error)?
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(answers: Array(repeating: nil, count: count)))
    }

    /// Works until nothing is left, or something has failed.
    func work<Resource: ~Copyable>(
        resource makeResource: () throws -> Resource, body: (inout Resource, Int) throws -> Answer
    ) {
        // The resource is made with the first position in hand, so that its failure is that position's.
        guard var position = take() else { return }
        do {
            var resource = try makeResource()
            while true {
                let answer = try body(&resource, position)
                state.withLock { $0.answers[position] = answer }
                guard let next = take() else { return }
                position = next
            }
        } catch {
            fail(at: position, error)
        }
    }

    /// The next position, unless something has failed. Positions are given out in order, so all before a failure are
    /// worked on, and the lowest failure is the same in every run.
    private func take() -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.next < state.answers.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    private func fail(at position: Int, _ error: any Error) {
        state.withLock { state in
            if let failure = state.failure, failure.position < position { return }
            state.failure = (position, error)
        }
    }

    /// All answers, once all workers have ended.
    func answers() throws -> [Answer] {
        try state.withLock { state in
            if let failure = state.failure { throw failure.error }
            return state.answers.map { answer in
                guard let answer else { preconditionFailure("without a failure every position was worked on") }
                return answer
            }
        }
    }
}
