import Synchronization

/// How many stamps have been given out. Z3 does not support making and deleting contexts at the same time on several
/// threads, so this is also the lock that does these one at a time.
private let stamps = Mutex<UInt32>(0)

/// Owns one Z3 context; everything made in it must be released before.
struct Context: ~Copyable {
    /// The calls of this context.
    let calls: Calls

    init() throws(SMTError) {
        calls = try stamps.withLock { (_) throws(SMTError) -> UncheckedCalls in
            UncheckedCalls(calls: try Calls.makeContext())
        }.calls
    }

    /// A stamp that no other session of this process has, until 2³² have been given out.
    static func nextStamp() -> UInt32 {
        stamps.withLock { count in
            count &+= 1
            return count
        }
    }

    deinit {
        let address = UncheckedCalls(calls: calls)
        stamps.withLock { _ in address.calls.deleteContext() }
    }
}

/// Carries calls out of, and into, the lock.
///
/// Unchecked, because the closure runs on the calling thread, which is the only one to use the context.
private struct UncheckedCalls: @unchecked Sendable {
    let calls: Calls
}
