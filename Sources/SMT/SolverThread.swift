import Synchronization

/// The stack of a solver thread, in bytes: Z3 recurses over formulas. It is reserved, not committed.
public let solverStackSize = 256 << 20

/// Runs `body` on a thread with a large stack, and waits for it.
///
/// Make and use a ``Session`` inside the body; send values in and out. Not for use on the cooperative pool, which it
/// would block.
public func onSolverThread<Value: Sendable>(
    stackSize: Int = solverStackSize, body: @escaping @Sendable () throws -> Value
) throws -> Value {
    let outcome = Outcome<Value>()
    try JoinableThread(stackSize: stackSize) { outcome.set(Result { try body() }) }.join()
    return try outcome.get()
}

/// Where a thread leaves its result for the one that waits.
private final class Outcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func set(_ value: Result<Value, any Error>) {
        result.withLock { $0 = value }
    }

    func get() throws -> Value {
        guard let result = result.withLock({ $0 }) else {
            preconditionFailure("the thread sets the outcome before it ends")
        }
        return try result.get()
    }
}
