import Synchronization

/// Stops the checks of the sessions that were made with it, from any thread.
///
/// A request sticks: checks that run end soon, and later ones answer *interrupted* at once. One interrupter may serve
/// many sessions.
public final class Interrupter: Sendable {
    private struct State {
        var isRequested = false
        /// The addresses of the contexts in which a check runs.
        var attached: [UInt] = []
    }

    private let state = Mutex(State())

    /// Makes an interrupter that has not been asked to stop anything.
    public init() {}

    /// Whether ``interrupt()`` has been called.
    public var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Asks all checks, present and future, to stop; returns at once.
    public func interrupt() {
        let isFirst = state.withLock { state in
            defer { state.isRequested = true }
            return !state.isRequested
        }
        guard isFirst, !signalRunningChecks() else { return }
        // Z3 loses a request that arrives between attaching and the start of the check, so it is repeated.
        detachThread { [self] in
            while !signalRunningChecks() { sleep(milliseconds: 2) }
        }
    }

    /// Signals the running checks; whether there were none.
    private func signalRunningChecks() -> Bool {
        state.withLock { state in
            for address in state.attached { Calls.interrupt(address: address) }
            return state.attached.isEmpty
        }
    }

    /// Announces that a check is about to run in a context; false if it may not.
    func attach(_ address: UInt) -> Bool {
        state.withLock { state in
            guard !state.isRequested else { return false }
            state.attached.append(address)
            return true
        }
    }

    /// Announces the end of a check. Afterwards the context is not touched, and may be deleted.
    func detach(_ address: UInt) {
        state.withLock { state in state.attached.removeAll { $0 == address } }
    }
}
